namespace Audience.Data.Files;

/// <summary>Guesses what stands between the cells of CSV.</summary>
internal static class Separators
{
    /// <summary>The one that the first line has most of, outside of quotes; a comma where it has none.</summary>
    internal static byte Guess(ReadOnlySpan<byte> text)
    {
        var known = ",;\t|"u8;
        Span<int> counts = stackalloc int[known.Length];
        bool quoted = false;
        foreach (byte b in text)
        {
            if (b == '"')
                quoted = !quoted;
            else if (quoted)
                continue;
            else if (b == '\n')
                break;
            else if (known.IndexOf(b) is >= 0 and var found)
                counts[found]++;
        }
        int best = 0;
        for (int i = 1; i < counts.Length; i++)
            if (counts[i] > counts[best])
                best = i;
        return known[best];
    }
}
