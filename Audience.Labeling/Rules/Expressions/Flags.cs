namespace Audience.Labeling.Rules.Expressions;

/// <summary>The flags that hold at a place of an expression.</summary>
internal readonly record struct Flags(bool IgnoreCase, bool Ascii, bool MultiLine, bool DotAll, bool Verbose)
{
    private const string Known = "iLmsxatu";

    internal PythonCase Case =>
        !IgnoreCase ? PythonCase.Exact
        : Ascii ? PythonCase.Ascii
        : PythonCase.Unicode;

    /// <summary>Reads what follows <c>(?</c> up to the closing or the colon.</summary>
    /// <param name="text">Behind the first letter or the hyphen.</param>
    /// <param name="first">The first letter or the hyphen.</param>
    /// <param name="global">Whether they hold for the whole expression: <c>(?i)</c>.</param>
    internal Flags Read(PatternText text, int first, out bool global)
    {
        const string Unfinished = "does not compile: flags need a ) or : behind them";
        (string added, string removed) = ("", "");
        int next = first;
        for (; next is not (')' or ':' or '-'); next = text.Take(Unfinished))
            added += Checked(next);
        global = next == ')';
        if (next == '-')
        {
            for (next = text.Take(Unfinished); next != ':'; next = text.Take(Unfinished))
                removed += Checked(next);
            if (removed.Length == 0 || removed.AsSpan().ContainsAny('a', 'u'))
                throw new ExpressionException("does not compile: flags a and u cannot be turned off, and a - needs flags behind it");
        }
        if (added.Contains('a', StringComparison.Ordinal) && added.Contains('u', StringComparison.Ordinal))
            throw new ExpressionException("does not compile: flags a and u exclude each other");
        if (added.Intersect(removed).Any())
            throw new ExpressionException("does not compile: a flag is turned on and off");
        return With(added, true).With(removed, false);
    }

    private static char Checked(int flag)
    {
        if (flag > char.MaxValue || !Known.Contains((char)flag, StringComparison.Ordinal))
            throw new ExpressionException($"does not compile: unknown flag {char.ConvertFromUtf32(flag)}");
        return flag is 'L' or 't'
            ? throw new ExpressionException($"has the flag {(char)flag}, which is not taken: it is for bytes, or does nothing")
            : (char)flag;
    }

    private Flags With(string letters, bool on)
    {
        Flags flags = this;
        foreach (char letter in letters)
        {
            flags = letter switch
            {
                'i' => flags with { IgnoreCase = on },
                'm' => flags with { MultiLine = on },
                's' => flags with { DotAll = on },
                'x' => flags with { Verbose = on },
                'a' => flags with { Ascii = true },
                _ => flags with { Ascii = false },
            };
        }
        return flags;
    }
}
