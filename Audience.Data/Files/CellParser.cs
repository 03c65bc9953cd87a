namespace Audience.Data.Files;

/// <summary>What parsers of cells between separators have in common.</summary>
/// <param name="columns">How many cells a row has to have; negative: any number.</param>
public abstract class CellParser(int columns) : RowParser
{
    private Cell[] _cells = new Cell[16];
    private int _count;
    private readonly ByteBuffer _unescaped = new();

    /// <inheritdoc/>
    public override int Count => _count;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> this[int column]
    {
        get
        {
            var cell = _cells[column];
            var text = Bytes.AsSpan(cell.Start, cell.End - cell.Start);
            if (!cell.Escaped)
                return text;
            _unescaped.Clear();
            Unescape(text, _unescaped);
            return _unescaped.Written;
        }
    }

    /// <summary>Adds what an escaped cell means to a buffer.</summary>
    protected abstract void Unescape(ReadOnlySpan<byte> cell, ByteBuffer text);

    /// <summary>Begins a row.</summary>
    protected void StartRow() => (_count, Problem) = (0, null);

    /// <summary>Adds a cell to the row.</summary>
    protected void AddCell(int start, int end, bool escaped)
    {
        if (_count == _cells.Length)
            Array.Resize(ref _cells, _count * 2);
        _cells[_count++] = new(start, end, escaped);
    }

    /// <summary>Ends the row.</summary>
    protected void EndRow()
    {
        if (columns >= 0 && _count != columns && Problem is null)
            Problem = _count < columns ? "too few columns" : "too many columns";
    }

    private readonly record struct Cell(int Start, int End, bool Escaped);
}
