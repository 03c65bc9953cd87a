using Audience.Labeling.Rules.Expressions;

namespace Audience.Labeling.Rules;

/// <summary>
/// Lowers texts as Python's engine does where it compares a back-reference: character by character, none longer than before.
/// </summary>
internal static class Lowered
{
    private static readonly char[] Units = CreateUnits();

    internal static void Write(ReadOnlySpan<char> text, Span<char> lowered, PythonCase by)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (by == PythonCase.Ascii)
            {
                lowered[i] = char.ToLowerInvariant(c) is >= 'a' and <= 'z' and var letter && char.IsAscii(c) ? letter : c;
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                int lower = PythonCharacters.Lower(char.ConvertToUtf32(c, text[i + 1])) - 0x10000;
                lowered[i] = (char)(0xD800 | lower >> 10);
                lowered[++i] = (char)(0xDC00 | lower & 0x3FF);
            }
            else
            {
                lowered[i] = Units[c];
            }
        }
    }

    private static char[] CreateUnits()
    {
        char[] units = [.. Enumerable.Range(0, char.MaxValue + 1).Select(unit => (char)unit)];
        foreach ((int upper, int lower) in PythonCharacters.Lowers)
        {
            if (upper < units.Length)
                units[upper] = (char)lower;
        }
        return units;
    }
}
