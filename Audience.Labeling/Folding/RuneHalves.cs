using System.Text;

namespace Audience.Labeling.Folding;

internal static class RuneHalves
{
    /// <summary>The first half of a character above U+FFFF.</summary>
    internal static char HighHalf(this Rune character)
    {
        Span<char> units = stackalloc char[2];
        character.EncodeToUtf16(units);
        return units[0];
    }
}
