using System.Buffers;

namespace Audience.Labeling.Matching;

/// <summary>Looks for a short stretch of a text that holds occurrences of several terms.</summary>
internal static class NearSearch
{
    /// <summary>Finds the first stretch of at most so many characters that holds an occurrence of each term, and one of the others where
    /// there are some.</summary>
    /// <param name="text">The text.</param>
    /// <param name="all">Terms that must all be there.</param>
    /// <param name="any">Terms of which one must be there; none to ask for none.</param>
    /// <param name="near">The longest stretch, in characters of the text as it came.</param>
    /// <returns>Where it starts and ends in the text as it came, or null.</returns>
    internal static (int Start, int End)? Find(scoped ref ItemText text, Term[] all, Term[] any, int near)
    {
        int count = all.Length + any.Length;
        Occurrence[] next = ArrayPool<Occurrence>.Shared.Rent(count);
        try
        {
            for (int i = 0; i < count; i++)
            {
                next[i] = default;
                if (!Move(ref text, Of(i), ref next[i]) && i < all.Length)
                    return null;
            }
            // For each start of an occurrence: the shortest stretch from there on ends with the first ends of all that start there or
            // later.
            while (true)
            {
                (int start, int end, int anyStart, int anyEnd) = (int.MaxValue, 0, int.MaxValue, int.MaxValue);
                for (int i = 0; i < count; i++)
                {
                    if (next[i].IsGone)
                        continue;
                    if (i < all.Length)
                        (start, end) = (Math.Min(start, next[i].Start), Math.Max(end, next[i].End));
                    else
                        anyStart = Math.Min(anyStart, next[i].Start);
                }
                // What a stretch starts with lies in it: where that is one of the others, its end counts, and not a later one's.
                bool startsWithAny = anyStart < start;
                start = Math.Min(start, anyStart);
                for (int i = all.Length; i < count; i++)
                {
                    if (!next[i].IsGone && (!startsWithAny || next[i].Start == start))
                        anyEnd = Math.Min(anyEnd, next[i].End);
                }
                if (any.Length > 0)
                {
                    if (anyEnd == int.MaxValue)
                        return null;
                    end = Math.Max(end, anyEnd);
                }
                if (end - start <= near)
                    return (start, end);
                for (int i = 0; i < count; i++)
                {
                    if (!next[i].IsGone && next[i].Start == start && !Move(ref text, Of(i), ref next[i]) && i < all.Length)
                        return null;
                }
            }
        }
        finally
        {
            ArrayPool<Occurrence>.Shared.Return(next);
        }

        Term Of(int i) => i < all.Length ? all[i] : any[i - all.Length];
    }

    private static bool Move(scoped ref ItemText text, Term term, ref Occurrence occurrence)
    {
        occurrence.IsGone = !term.Next(ref text, ref occurrence.From, out int start, out int end);
        if (occurrence.IsGone)
            return false;
        occurrence.Start = text.Start(start);
        occurrence.End = end > start ? text.End(end) : occurrence.Start;
        return true;
    }

    private struct Occurrence
    {
        internal int From;
        internal int Start;
        internal int End;
        internal bool IsGone;
    }
}
