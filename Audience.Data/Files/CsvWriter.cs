using System.Buffers;

namespace Audience.Data.Files;

/// <summary>Writes <see cref="FileFormat.Csv"/>.</summary>
/// <param name="columns">The names of the columns.</param>
/// <param name="separator">Between cells.</param>
/// <param name="safe">Whether a cell that a spreadsheet would take for a formula gets an apostrophe before it.</param>
public sealed class CsvWriter(IReadOnlyList<string> columns, byte separator = (byte)',', bool safe = false) : CellWriter(columns, separator)
{
    private readonly SearchValues<byte> _special = SearchValues.Create([separator, (byte)'"', (byte)'\n', (byte)'\r']);
    private readonly ByteBuffer _shielded = new();

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<byte> text)
    {
        Separate();
        if (safe && !text.IsEmpty && text[0] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@')
        {
            _shielded.Clear();
            _shielded.Add((byte)'\'');
            _shielded.Add(text);
            text = _shielded.Written;
        }
        // An empty line would be none of the rows for whoever reads it.
        if (text.ContainsAny(_special) || text.IsEmpty && Columns.Count == 1)
            Quote(text, Output);
        else
            Output.Add(text);
    }

    /// <inheritdoc/>
    public override void AddNull() => Add([]);

    /// <summary>Adds a text in quotes, its own doubled.</summary>
    internal static void Quote(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        output.Add((byte)'"');
        for (int i; (i = text.IndexOf((byte)'"')) >= 0; text = text[(i + 1)..])
        {
            output.Add(text[..(i + 1)]);
            output.Add((byte)'"');
        }
        output.Add(text);
        output.Add((byte)'"');
    }
}
