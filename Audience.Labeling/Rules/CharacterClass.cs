namespace Audience.Labeling.Rules;

/// <summary>Reads a character class such as <c>[男女]</c> that stands for a few characters.</summary>
internal static class CharacterClass
{
    /// <summary>A class of more characters than this is taken as unknown.</summary>
    private const int Max = 16;

    /// <param name="text">The expression.</param>
    /// <param name="at">Where the opening bracket was taken; moved behind the closing one.</param>
    /// <returns>Its characters, or null when they are many.</returns>
    internal static IReadOnlyCollection<char>? Read(string text, ref int at)
    {
        bool few = true;
        HashSet<char> units = [];
        if (Peek(text, at) == '^')
        {
            few = false;
            at++;
        }
        for (bool first = true; first || Peek(text, at) != ']'; first = false)
        {
            char? from = Unit(text, ref at);
            char? to = from;
            if (Peek(text, at) == '-' && Peek(text, at + 1) != ']')
            {
                at++;
                to = Unit(text, ref at);
            }
            if (!few || from is null || to is null || to - from >= Max)
                few = false;
            else
                for (int unit = from.Value; unit <= to; unit++)
                    units.Add((char)unit);
        }
        at++;
        return few && units.Count is > 0 and <= Max ? units : null;
    }

    private static char? Unit(string text, ref int at)
    {
        char c = Peek(text, at);
        at++;
        // [a-z-[aeiou]] and [[:alpha:]] mean more than their characters.
        if (c == '[')
            throw new NotUnderstoodException();
        if (c != '\\')
            return c;
        if (Peek(text, at) == 'b')
        {
            at++;
            return '\b';
        }
        return EscapedUnit.Read(text, ref at);
    }

    private static char Peek(string text, int at) => at < text.Length ? text[at] : throw new NotUnderstoodException();
}
