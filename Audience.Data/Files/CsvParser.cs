namespace Audience.Data.Files;

/// <summary>Rows of <see cref="FileFormat.Csv"/>. A quote counts only where a cell begins.</summary>
/// <param name="separator">Between cells.</param>
/// <param name="columns">How many cells a row has to have; negative: any number.</param>
public sealed class CsvParser(byte separator, int columns) : CellParser(columns)
{
    /// <inheritdoc/>
    public override bool Next()
    {
        // Empty lines are none of the rows.
        while (Position < End && Bytes[Position] is (byte)'\n' or (byte)'\r')
            Position++;
        if (Position == End)
            return false;
        StartRow();
        RowStart = Position;
        while (!TakeCell()) { }
        EndRow();
        return true;
    }

    /// <summary>Where the last whole row ends; 0 where none does.</summary>
    public static int RecordsEnd(ReadOnlySpan<byte> text, byte separator)
    {
        if (!text.Contains((byte)'"'))
            return text.LastIndexOf((byte)'\n') + 1;
        int last = 0;
        for (int at = 0; text[at..].IndexOfAny((byte)'"', (byte)'\n') is >= 0 and var next; )
        {
            at += next;
            if (text[at++] == '\n')
                last = at;
            else if ((at < 2 || text[at - 2] == separator || text[at - 2] == '\n') && (at = Closing(text, at)) < 0)
                return last;
        }
        return last;
    }

    // Behind the quote that closes the cell; negative where it is not there, or where it might be the first of two.
    private static int Closing(ReadOnlySpan<byte> text, int at)
    {
        while (text[at..].IndexOf((byte)'"') is >= 0 and var next)
        {
            at += next + 1;
            if (at == text.Length)
                return -1;
            if (text[at] != '"')
                return at;
            at++;
        }
        return -1;
    }

    protected override void Unescape(ReadOnlySpan<byte> cell, ByteBuffer text)
    {
        for (int i; (i = cell.IndexOf((byte)'"')) >= 0; cell = cell[Math.Min(cell.Length, i + 2)..])
            text.Add(cell[..(i + 1)]);
        text.Add(cell);
    }

    // True where the cell is the last of its row.
    private bool TakeCell()
    {
        int start = Position,
            at = start;
        if (at < End && Bytes[at] == '"')
            at = TakeQuoted(at + 1);
        int next = Bytes.AsSpan(at, End - at).IndexOfAny(separator, (byte)'\n');
        int end = next < 0 ? End : at + next;
        bool isLast = next < 0 || Bytes[end] == '\n';
        Position = Math.Min(End, end + 1);
        if (isLast && end > start && Bytes[end - 1] == '\r')
            end--;
        if (at == start)
            AddCell(start, end, escaped: false);
        else if (at != end)
            Problem ??= "text behind a closing quote";
        if (isLast)
            RowEnd = end;
        return isLast;
    }

    // Behind the closing quote.
    private int TakeQuoted(int start)
    {
        bool escaped = false;
        int at = start;
        while (true)
        {
            int next = Bytes.AsSpan(at, End - at).IndexOf((byte)'"');
            if (next < 0)
            {
                Problem = "a quote that is not closed";
                AddCell(start, End, escaped);
                return End;
            }
            at += next + 1;
            if (at == End || Bytes[at] != '"')
            {
                AddCell(start, at - 1, escaped);
                return at;
            }
            escaped = true;
            at++;
        }
    }
}
