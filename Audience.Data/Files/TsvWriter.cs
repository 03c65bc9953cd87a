using System.Buffers;

namespace Audience.Data.Files;

/// <summary>Writes <see cref="FileFormat.Tsv"/>.</summary>
/// <param name="columns">The names of the columns.</param>
public sealed class TsvWriter(IReadOnlyList<string> columns) : CellWriter(columns, (byte)'\t')
{
    private static readonly SearchValues<byte> Special = SearchValues.Create("\t\n\r\\\0"u8);

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<byte> text)
    {
        Separate();
        for (int i; (i = text.IndexOfAny(Special)) >= 0; text = text[(i + 1)..])
        {
            Output.Add(text[..i]);
            Output.Add((byte)'\\');
            Output.Add(
                text[i] switch
                {
                    (byte)'\t' => (byte)'t',
                    (byte)'\n' => (byte)'n',
                    (byte)'\r' => (byte)'r',
                    0 => (byte)'0',
                    _ => (byte)'\\',
                }
            );
        }
        Output.Add(text);
    }

    /// <inheritdoc/>
    public override void AddNull()
    {
        Separate();
        Output.Add("\\N"u8);
    }
}
