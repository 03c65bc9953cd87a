namespace Audience.Labeling.Rules.Expressions;

/// <summary>What stands between the brackets of a character class: ranges and single characters, and sets such as \d.</summary>
/// <param name="Literals">First and last; a single character is both.</param>
/// <param name="Sets">What \d and its like stand for.</param>
internal sealed record ClassItems(IReadOnlyList<(int From, int To)> Literals, IReadOnlyList<CodeSet> Sets)
{
    private const int LastBasic = 0xFFFF;

    /// <summary>
    /// The characters that Python's engine finds in the class. It compares the lower case of a text's character with the lower case of
    /// the members, but for single letters beyond U+FFFF: of those, it leaves the members as they are, so that upper case ones are
    /// never found. Ranges that reach beyond U+FFFF are tried by lower and upper case.
    /// </summary>
    internal CodeSet Matched(PythonCase by)
    {
        CodeSet plain = Sets.Aggregate(CodeSet.Of(Literals), (all, set) => all.Union(set));
        if (by == PythonCase.Exact)
            return plain;
        List<(int, int)> lowers = [];
        foreach ((int from, int to) in Literals)
        {
            lowers.AddRange(BasicLowers(from, Math.Min(to, LastBasic), by));
            if (to <= LastBasic)
                continue;
            lowers.Add((from, to));
            if (from < to)
                lowers.AddRange(
                    PythonCharacters.Uppers.Where(pair => pair.Value >= from && pair.Value <= to).Select(pair => (pair.Key, pair.Key))
                );
        }
        CodeSet found = Sets.Aggregate(CodeSet.Of(lowers), (all, set) => all.Union(set));
        return Equivalents.WithLowerIn(found, by);
    }

    private static IEnumerable<(int, int)> BasicLowers(int from, int to, PythonCase by)
    {
        if (from > to)
            return [];
        List<(int, int)> lowers = [];
        // What has no case stays; a letter gives its lower case and, without (?a), the others with the same upper case.
        CodeSet range = CodeSet.Of(from, to);
        CodeSet cased = by == PythonCase.Ascii ? CodeSet.Of('A', 'Z') : PythonCharacters.Cased;
        lowers.AddRange(range.Except(cased).Ranges);
        foreach (int letter in range.Intersect(cased).Characters())
        {
            int lower = Equivalents.Lower(letter, by);
            lowers.Add((lower, lower));
            if (by == PythonCase.Unicode)
                lowers.AddRange(PythonCharacters.Alike.GetValueOrDefault(lower, []).Select(other => (other, other)));
        }
        return lowers;
    }
}
