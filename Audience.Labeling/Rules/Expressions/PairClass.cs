using System.Text;

namespace Audience.Labeling.Rules.Expressions;

/// <summary>
/// Writes a set of characters for texts with surrogate pairs: a class for the characters up to U+FFFF, or pairs of halves.
/// </summary>
internal static class PairClass
{
    private const int FirstLow = 0xDC00;
    private const int LastLow = 0xDFFF;

    private static readonly CodeSet Beyond = CodeSet.Of(0x10000, CodeSet.Last);

    internal static string Write(CodeSet set)
    {
        CodeSet beyond = set.Intersect(Beyond);
        string basic = BasicClass.Write(set, halves: true);
        if (beyond.IsEmpty)
            return basic;
        if (beyond.Equal(Beyond))
            return $@"(?:{basic}|[\uD800-\uDBFF][\uDC00-\uDFFF])";
        string pairs = string.Join('|', ByLows(beyond));
        return basic == BasicClass.Nothing ? $"(?:{pairs})" : $"(?:{basic}|{pairs})";
    }

    /// <summary>First halves that go with the same second halves are written together.</summary>
    private static IEnumerable<string> ByLows(CodeSet beyond)
    {
        SortedDictionary<int, StringBuilder> lowsOf = [];
        foreach ((int from, int to) in beyond.Ranges)
        {
            for (int start = from; start <= to; start = (start | 0x3FF) + 1)
            {
                int end = Math.Min(to, start | 0x3FF);
                int high = 0xD800 + (start - 0x10000 >> 10);
                if (!lowsOf.TryGetValue(high, out StringBuilder? lows))
                    lowsOf[high] = lows = new StringBuilder();
                lows.Append(Range(FirstLow | start & 0x3FF, FirstLow | end & 0x3FF));
            }
        }
        return lowsOf
            .GroupBy(pair => pair.Value.ToString(), pair => pair.Key)
            .Select(group =>
                Bracketed(string.Concat(CodeSet.Of(group).Ranges.Select(range => Range(range.From, range.To)))) + Bracketed(group.Key)
            );
    }

    private static string Range(int from, int to) =>
        from == to ? $@"\u{from:X4}"
        : from == FirstLow && to == LastLow ? @"\uDC00-\uDFFF"
        : $@"\u{from:X4}-\u{to:X4}";

    private static string Bracketed(string body) => body.Length == 6 ? body : $"[{body}]";
}
