using System.Globalization;

namespace Audience.Labeling.Features;

/// <summary>Class and folded form of every UTF-16 unit, looked up instead of computed.</summary>
internal static class CharTable
{
    /// <summary>By unit: its class.</summary>
    public static readonly CharClass[] Classes = [.. Enumerable.Range(0, char.MaxValue + 1).Select(c => ClassOf((char)c))];

    /// <summary>By unit: the same without case, full-width Latin as Latin.</summary>
    public static readonly char[] Folded = [.. Enumerable.Range(0, char.MaxValue + 1).Select(c => TextTokens.Fold((char)c))];

    private static CharClass ClassOf(char c)
    {
        if (c == '\n')
            return CharClass.Mark;
        if (TextTokens.IsIdeograph(c) && char.IsLetter(c))
            return CharClass.Ideograph;
        if (char.IsHighSurrogate(c))
            return CharClass.HighSurrogate;
        if (char.IsLetter(c))
            return CharClass.Letter;
        if (char.IsDigit(c))
            return CharClass.Digit;
        return char.GetUnicodeCategory(c) switch
        {
            // Vowel signs of Thai or Devanagari are parts of words; so is an accent that stands behind its letter.
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => CharClass.Letter,
            UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber => CharClass.Digit,
            _ when char.IsPunctuation(c) || char.IsSymbol(c) => CharClass.Mark,
            _ => CharClass.Blank,
        };
    }
}
