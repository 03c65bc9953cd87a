using System.Globalization;

namespace Audience.Labeling.Rules.Expressions;

/// <summary>Reads what follows a backslash.</summary>
internal static class Escape
{
    /// <returns>The character, or null for a set or a place: then the letter alone is taken.</returns>
    internal static int? Character(PatternText text, int letter)
    {
        switch (letter)
        {
            case 'a':
                return '\a';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return '\v';
            case 'x':
                return Hexadecimal(text, 'x', 2);
            case 'u':
                return Hexadecimal(text, 'u', 4);
            case 'U':
                return Hexadecimal(text, 'U', 8);
            case 'N':
                throw new ExpressionException(@"names a character by \N{…}, which is not taken: write the character itself");
            default:
                return letter <= 'z' && char.IsAsciiLetter((char)letter) ? null : letter;
        }
    }

    /// <returns>What \d, \w, \s and their opposites stand for, or null.</returns>
    internal static CodeSet? Set(int letter, bool ascii) =>
        letter switch
        {
            'd' => ascii ? PythonCharacters.AsciiDigit : PythonCharacters.Digit,
            'w' => ascii ? PythonCharacters.AsciiWord : PythonCharacters.Word,
            's' => ascii ? PythonCharacters.AsciiSpace : PythonCharacters.Space,
            'D' or 'W' or 'S' => Set(letter + 32, ascii)!.Complement(),
            _ => null,
        };

    internal static Place? Place(int letter) =>
        letter switch
        {
            'A' => Expressions.Place.Start,
            'Z' => Expressions.Place.VeryEnd,
            'b' => Expressions.Place.Boundary,
            'B' => Expressions.Place.NoBoundary,
            _ => null,
        };

    internal static ExpressionException Unknown(int letter) => new($"does not compile: bad escape \\{char.ConvertFromUtf32(letter)}");

    internal static bool IsOctal(int c) => c is >= '0' and <= '7';

    internal static int Octal(string digits)
    {
        int value = digits.Aggregate(0, (all, digit) => all * 8 + digit - '0');
        return value <= 255 ? value : throw new ExpressionException($"does not compile: the octal escape \\{digits} is above \\377");
    }

    private static int Hexadecimal(PatternText text, char letter, int digits)
    {
        string taken = text.TakeWhile(c => c < 128 && char.IsAsciiHexDigit((char)c), digits);
        if (taken.Length < digits)
            throw new ExpressionException($"does not compile: \\{letter} needs {digits} hexadecimal digits");
        long value = long.Parse(taken, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (value > CodeSet.Last)
            throw new ExpressionException($"does not compile: there is no character \\{letter}{taken}");
        return value is >= 0xD800 and <= 0xDFFF
            ? throw new ExpressionException(
                $"names half a surrogate pair, \\{letter}{taken}, which stands "
                    + "in no text: write the character itself or \\U and eight digits"
            )
            : (int)value;
    }
}
