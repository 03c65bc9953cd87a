namespace Audience.Labeling.Rules.Expressions;

/// <summary>Reads a character class, from behind its opening bracket.</summary>
internal static class ClassReader
{
    private const string Unfinished = "does not compile: unterminated character class";

    internal static Node Read(PatternText text, Flags flags)
    {
        bool negated = text.TryTake('^');
        List<(int From, int To)> literals = [];
        List<CodeSet> sets = [];
        for (bool first = true; first || text.Next != ']'; first = false)
        {
            (int from, CodeSet? set) = Member(text, flags);
            int to = from;
            if (text.TryTake('-'))
            {
                if (text.Next == ']')
                {
                    literals.Add(('-', '-'));
                }
                else
                {
                    (to, CodeSet? other) = Member(text, flags);
                    if (set is not null || other is not null || to < from)
                        throw new ExpressionException("does not compile: bad character range in a class");
                }
            }
            if (set is null)
                literals.Add((from, to));
            else
                sets.Add(set);
        }
        text.Take(Unfinished);

        if (sets.Count == 0 && literals.Distinct().Count() == 1 && literals[0].From == literals[0].To)
        {
            Literal only = new(literals[0].From, flags.Case);
            return negated ? new AnyOf(only.Matched.Complement()) : only;
        }
        ClassItems items = new(literals, sets);
        CodeSet matched = items.Matched(flags.Case);
        return negated ? new AnyOf(matched.Complement()) : new AnyOf(matched) { Items = items, By = flags.Case };
    }

    private static (int Character, CodeSet? Set) Member(PatternText text, Flags flags)
    {
        int c = text.Take(Unfinished);
        if (c != '\\')
            return (c, null);
        c = text.Take("does not compile: bad escape at the end");
        if (c == 'b')
            return ('\b', null);
        if (Escape.Set(c, flags.Ascii) is { } set)
            return (0, set);
        if (Escape.IsOctal(c))
            return (Escape.Octal((char)c + text.TakeWhile(Escape.IsOctal, 2)), null);
        if (c is '8' or '9')
            throw Escape.Unknown(c);
        return (Escape.Character(text, c) ?? throw Escape.Unknown(c), null);
    }
}
