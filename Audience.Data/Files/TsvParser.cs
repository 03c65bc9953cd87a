namespace Audience.Data.Files;

/// <summary>
/// Rows of <see cref="FileFormat.Tsv"/>: <c>\t</c>, <c>\n</c>, <c>\r</c>, <c>\0</c> and <c>\\</c> in cells, <c>\N</c> for NULL.
/// </summary>
/// <param name="columns">How many cells a row has to have; negative: any number.</param>
public sealed class TsvParser(int columns) : CellParser(columns)
{
    private ulong _nulls;

    /// <inheritdoc/>
    public override bool IsNull(int column) => column < 64 && (_nulls & (1UL << column)) != 0;

    /// <inheritdoc/>
    public override bool Next()
    {
        if (Position == End)
            return false;
        StartRow();
        _nulls = 0;
        int end = TakeLine();
        for (int at = RowStart; ; )
        {
            int next = Bytes.AsSpan(at, end - at).IndexOf((byte)'\t');
            int cellEnd = next < 0 ? end : at + next;
            var cell = Bytes.AsSpan(at, cellEnd - at);
            bool escaped = cell.Contains((byte)'\\');
            if (escaped && cell.SequenceEqual("\\N"u8) && Count < 64)
                _nulls |= 1UL << Count;
            AddCell(at, cellEnd, escaped);
            if (next < 0)
                break;
            at = cellEnd + 1;
        }
        EndRow();
        return true;
    }

    protected override void Unescape(ReadOnlySpan<byte> cell, ByteBuffer text)
    {
        if (cell.SequenceEqual("\\N"u8))
            return;
        for (int i; (i = cell.IndexOf((byte)'\\')) >= 0 && i + 1 < cell.Length; cell = cell[(i + 2)..])
        {
            text.Add(cell[..i]);
            text.Add(
                cell[i + 1] switch
                {
                    (byte)'t' => (byte)'\t',
                    (byte)'n' => (byte)'\n',
                    (byte)'r' => (byte)'\r',
                    (byte)'b' => (byte)'\b',
                    (byte)'f' => (byte)'\f',
                    (byte)'0' => (byte)0,
                    var other => other,
                }
            );
        }
        text.Add(cell);
    }
}
