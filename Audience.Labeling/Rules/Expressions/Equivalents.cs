namespace Audience.Labeling.Rules.Expressions;

/// <summary>Which characters a character of an expression stands for.</summary>
internal static class Equivalents
{
    /// <returns>The lower case that Python's engine compares by.</returns>
    internal static int Lower(int character, PythonCase by) =>
        by switch
        {
            PythonCase.Exact => character,
            PythonCase.Ascii => character is >= 'A' and <= 'Z' ? character + 32 : character,
            _ => PythonCharacters.Lower(character),
        };

    /// <summary>The characters that a literal matches, itself among them.</summary>
    internal static IReadOnlyList<int> Of(int character, PythonCase by)
    {
        int lower = Lower(character, by);
        if (by != PythonCase.Unicode)
            return by == PythonCase.Ascii && lower is >= 'a' and <= 'z' ? [lower - 32, lower] : [character];
        List<int> all = [];
        foreach (int one in PythonCharacters.Alike.GetValueOrDefault(lower, []).Prepend(lower))
        {
            all.Add(one);
            all.AddRange(PythonCharacters.UppersOf[one]);
        }
        return all;
    }

    /// <summary>The first of the characters that are one with this, ignoring case.</summary>
    internal static int Representative(int character) => Of(character, PythonCase.Unicode).Min();

    /// <summary>All characters whose lower case is in a set.</summary>
    internal static CodeSet WithLowerIn(CodeSet lowers, PythonCase by)
    {
        if (by == PythonCase.Exact)
            return lowers;
        IEnumerable<int> uppers = by == PythonCase.Ascii ? Enumerable.Range('A', 26) : PythonCharacters.Lowers.Keys;
        CodeSet all = CodeSet.Of(uppers);
        return lowers.Except(all).Union(CodeSet.Of(uppers.Where(upper => lowers.Contains(Lower(upper, by)))));
    }
}
