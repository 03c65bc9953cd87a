using System.Globalization;

namespace Audience.Labeling.Rules;

/// <summary>Reads what follows a backslash where it means the same in and outside a character class.</summary>
internal static class EscapedUnit
{
    /// <param name="text">The expression.</param>
    /// <param name="at">Where the backslash was taken; moved behind the escape.</param>
    /// <returns>The character, or null for a class of characters such as \d.</returns>
    internal static char? Read(string text, ref int at)
    {
        if (at == text.Length)
            throw new NotUnderstoodException();
        char c = text[at++];
        switch (c)
        {
            case 'd' or 'D' or 'w' or 'W' or 's' or 'S':
                return null;
            case 'p' or 'P':
                at = text.IndexOf('}', at) + 1;
                return at > 0 ? null : throw new NotUnderstoodException();
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 'f':
                return '\f';
            case 'v':
                return '\v';
            case 'x':
                return Hex(text, ref at, 2);
            case 'u':
                return Hex(text, ref at, 4);
            default:
                // Other letters and digits are rare enough to leave alone; signs stand for themselves.
                return char.IsLetterOrDigit(c) || c == '_' ? throw new NotUnderstoodException() : c;
        }
    }

    private static char Hex(string text, ref int at, int digits)
    {
        if (
            at + digits > text.Length
            || !ushort.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit)
        )
            throw new NotUnderstoodException();
        at += digits;
        return (char)unit;
    }
}
