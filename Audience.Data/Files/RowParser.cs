namespace Audience.Data.Files;

/// <summary>Goes through the rows of a block. Used again for further blocks; not safe to share between threads.</summary>
public abstract class RowParser
{
    private long _firstLine;

    /// <summary>The block's bytes.</summary>
    protected byte[] Bytes { get; private set; } = [];

    /// <summary>Where the block ends.</summary>
    protected int End { get; private set; }

    /// <summary>Where the row at hand begins.</summary>
    protected internal int RowStart { get; protected set; }

    /// <summary>Where the row at hand ends, without the end of its line.</summary>
    protected int RowEnd { get; set; }

    /// <summary>Where the next row begins.</summary>
    protected int Position { get; set; }

    /// <summary>How many fields the row at hand has.</summary>
    public abstract int Count { get; }

    /// <summary>What is wrong with the row at hand; null where nothing is. Its fields are not to be read otherwise.</summary>
    public string? Problem { get; protected set; }

    /// <summary>The row at hand as it stands in the file.</summary>
    public ReadOnlySpan<byte> Raw => Bytes.AsSpan(RowStart, RowEnd - RowStart);

    /// <summary>The line of the row at hand; of a Parquet file its number.</summary>
    public virtual long Line => _firstLine + Bytes.AsSpan(0, RowStart).Count((byte)'\n');

    /// <summary>A field of the row at hand, as what it means; valid until the next row. Empty where it is null.</summary>
    public abstract ReadOnlySpan<byte> this[int column] { get; }

    /// <summary>Whether a field is there but has no value.</summary>
    public virtual bool IsNull(int column) => false;

    /// <summary>Begins a block.</summary>
    public virtual void Start(Block block)
    {
        (Bytes, End, _firstLine) = (block.Bytes, block.Length, block.FirstLine);
        Position = 0;
    }

    /// <summary>Goes to the next row; false where there is none.</summary>
    public abstract bool Next();

    /// <summary>The number of the block's first line or row.</summary>
    protected long FirstLine => _firstLine;

    /// <summary>Takes the next line as the row at hand.</summary>
    /// <returns>Where the line ends.</returns>
    protected int TakeLine()
    {
        RowStart = Position;
        int end = Bytes.AsSpan(Position, End - Position).IndexOf((byte)'\n');
        end = end < 0 ? End : Position + end;
        Position = Math.Min(End, end + 1);
        return RowEnd = end > RowStart && Bytes[end - 1] == '\r' ? end - 1 : end;
    }
}
