namespace Audience.Labeling.Rules.Expressions;

/// <summary>A set of characters, U+0000 to U+10FFFF, as ranges in ascending order that do not touch.</summary>
internal sealed class CodeSet
{
    /// <summary>The last character.</summary>
    internal const int Last = 0x10FFFF;

    internal static readonly CodeSet All = new([(0, Last)]);

    private CodeSet(IReadOnlyList<(int From, int To)> ranges) => Ranges = ranges;

    /// <summary>First and last character of each range.</summary>
    internal IReadOnlyList<(int From, int To)> Ranges { get; }

    internal bool IsEmpty => Ranges.Count == 0;

    internal long Count => Ranges.Sum(range => (long)range.To - range.From + 1);

    internal static CodeSet Of(IEnumerable<(int From, int To)> ranges)
    {
        List<(int From, int To)> joined = [];
        foreach ((int from, int to) in ranges.Order())
        {
            if (joined.Count > 0 && from <= joined[^1].To + 1)
                joined[^1] = (joined[^1].From, Math.Max(joined[^1].To, to));
            else
                joined.Add((from, to));
        }
        return new CodeSet(joined);
    }

    internal static CodeSet Of(IEnumerable<int> characters) => Of(characters.Select(c => (c, c)));

    internal static CodeSet Of(int from, int to) => new([(from, to)]);

    internal CodeSet Union(CodeSet other) => Of(Ranges.Concat(other.Ranges));

    internal CodeSet Except(CodeSet other) => Intersect(other.Complement());

    internal CodeSet Complement()
    {
        List<(int, int)> gaps = [];
        int next = 0;
        foreach ((int from, int to) in Ranges)
        {
            if (from > next)
                gaps.Add((next, from - 1));
            next = to + 1;
        }
        if (next <= Last)
            gaps.Add((next, Last));
        return new CodeSet(gaps);
    }

    internal CodeSet Intersect(CodeSet other)
    {
        List<(int, int)> common = [];
        for (int i = 0, j = 0; i < Ranges.Count && j < other.Ranges.Count; )
        {
            int from = Math.Max(Ranges[i].From, other.Ranges[j].From);
            int to = Math.Min(Ranges[i].To, other.Ranges[j].To);
            if (from <= to)
                common.Add((from, to));
            if (Ranges[i].To < other.Ranges[j].To)
                i++;
            else
                j++;
        }
        return new CodeSet(common);
    }

    internal bool Contains(int character)
    {
        (int low, int high) = (0, Ranges.Count - 1);
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (character < Ranges[middle].From)
                high = middle - 1;
            else if (character > Ranges[middle].To)
                low = middle + 1;
            else
                return true;
        }
        return false;
    }

    internal bool Includes(CodeSet other) => other.Except(this).IsEmpty;

    internal bool Equal(CodeSet other) => Ranges.SequenceEqual(other.Ranges);

    /// <summary>The characters one by one: for small sets.</summary>
    internal IEnumerable<int> Characters() => Ranges.SelectMany(range => Enumerable.Range(range.From, range.To - range.From + 1));
}
