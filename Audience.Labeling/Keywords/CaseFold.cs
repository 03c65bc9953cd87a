using System.Runtime.InteropServices;
using System.Text;

namespace Audience.Labeling.Keywords;

/// <summary>
/// Folds case as <see cref="StringComparison.OrdinalIgnoreCase"/> does: a character to its simple upper case, a
/// surrogate pair as one letter, half a pair to itself. Two texts are equal there when their folds are equal here.
/// </summary>
internal static class CaseFold
{
    private const ulong Lanes = 0x0001_0001_0001_0001,
        Ascii = Lanes * 0x7F;

    /// <summary>The fold of each UTF-16 unit on its own.</summary>
    internal static readonly char[] Units = CreateUnits();

    private static readonly Dictionary<char, char[]> UnitVariants = CreateUnitVariants();

    /// <summary>Folds the unit at a position, as part of a surrogate pair where it is one.</summary>
    internal static char At(ReadOnlySpan<char> text, int index)
    {
        char unit = text[index];
        // Case never changes the first half of a pair: there are letters of both cases in the same block of 1024.
        return char.IsLowSurrogate(unit) && index > 0 && char.IsHighSurrogate(text[index - 1])
            ? LowOfPair(text[index - 1], unit)
            : Units[unit];
    }

    /// <summary>Folds the four units from a position on, which must be there; the first one lowest.</summary>
    internal static ulong FourAt(ReadOnlySpan<char> text, int index)
    {
        ulong four = Four(text[index..]);
        if ((four & ~Ascii) != 0)
            return At(text, index)
                | ((ulong)At(text, index + 1) << 16)
                | ((ulong)At(text, index + 2) << 32)
                | ((ulong)At(text, index + 3) << 48);
        // Of each unit, the highest of seven bits tells after the first sum whether it is 'a' or more, after the second whether it is more
        // than 'z'.
        ulong letters = (four + Lanes * (0x80 - 'a')) & ~(four + Lanes * (0x80 - 'z' - 1)) & (Lanes * 0x80);
        return four ^ (letters >> 2);
    }

    /// <summary>The first four units of a text that has as many, the first one lowest.</summary>
    internal static ulong Four(ReadOnlySpan<char> text) => MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(text));

    /// <summary>Folds a whole text.</summary>
    internal static string Fold(string text) =>
        string.Create(
            text.Length,
            text,
            static (folded, text) =>
            {
                for (int i = 0; i < folded.Length; i++)
                    folded[i] = At(text, i);
            }
        );

    /// <summary>Every unit that may stand in a text where the folded text has this one at this position.</summary>
    internal static char[] VariantsAt(string folded, int index)
    {
        char unit = folded[index];
        if (!char.IsLowSurrogate(unit) || index == 0 || !char.IsHighSurrogate(folded[index - 1]))
            return UnitVariants.GetValueOrDefault(unit) ?? [unit];
        Rune lower = Rune.ToLowerInvariant(new Rune(folded[index - 1], unit));
        char low = lower.ToString()[1];
        return low != unit && LowOfPair(folded[index - 1], low) == unit ? [unit, low] : [unit];
    }

    private static char LowOfPair(char high, char low)
    {
        Rune upper = Rune.ToUpperInvariant(new Rune(high, low));
        return (char)(0xDC00 | (upper.Value & 0x3FF));
    }

    private static char[] CreateUnits()
    {
        char[] units = new char[char.MaxValue + 1];
        for (int unit = 0; unit < units.Length; unit++)
            units[unit] = char.ToUpperInvariant((char)unit);
        return units;
    }

    private static Dictionary<char, char[]> CreateUnitVariants() =>
        Enumerable
            .Range(0, Units.Length)
            .Select(unit => (char)unit)
            .Where(unit => Units[unit] != unit)
            .GroupBy(unit => Units[unit])
            .ToDictionary(group => group.Key, group => group.Prepend(group.Key).ToArray());
}
