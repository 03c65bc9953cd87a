using System.Text;
using System.Text.Unicode;

namespace Audience.Data.Files;

/// <summary>Finds out how a file's text is encoded, by its mark or by what its beginning can be: UTF-8, UTF-16 or Big5.</summary>
public static class TextEncodings
{
    private const int LongestCharacter = 4;

    /// <summary>The encoding of a name: utf-8, utf-16, big5, and whatever else .NET knows.</summary>
    /// <exception cref="FileException">There is none.</exception>
    public static Encoding Parse(string name)
    {
        try
        {
            return name.Equals("big5", StringComparison.OrdinalIgnoreCase)
                ? Big5()
                : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException e)
        {
            throw new FileException($"there is no encoding '{name}': utf-8, utf-16 and big5 are known, and .NET's other names", e);
        }
    }

    /// <summary>The encoding of a text that begins so.</summary>
    /// <exception cref="FileException">It is none of the three.</exception>
    public static Encoding Of(ReadOnlySpan<byte> start, string file)
    {
        if (start.StartsWith((byte[])[0xFF, 0xFE]) || (start.Length >= 4 && start[0] != 0 && start[1] == 0 && start[3] == 0))
            return Encoding.Unicode;
        if (start.StartsWith((byte[])[0xFE, 0xFF]) || (start.Length >= 4 && start[0] == 0 && start[1] != 0 && start[2] == 0))
            return Encoding.BigEndianUnicode;
        if (start.Contains((byte)0))
            throw new FileException($"{file} is no text: it has NUL bytes");
        // The beginning may end inside a character.
        for (int cut = 0; cut < LongestCharacter && cut <= start.Length; cut++)
            if (Utf8.IsValid(start[..^cut]))
                return Encoding.UTF8;
        for (int cut = 0; cut < 2; cut++)
            if (IsBig5(start[..^cut]))
                return Big5();
        throw new FileException($"{file} is neither UTF-8, UTF-16 nor Big5: say which with --encoding, or save it as UTF-8");
    }

    private static bool IsBig5(ReadOnlySpan<byte> text)
    {
        try
        {
            // Code page 950 gives these to the bytes 80 and FF, with which no character of Big5 begins.
            return Big5(strict: true).GetString(text).AsSpan().IndexOfAny('\u0080', '\uF8F8') < 0;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    // The one that Windows calls Big5, code page 950.
    private static Encoding Big5(bool strict = false) =>
        strict
            ? CodePagesEncodingProvider.Instance.GetEncoding(950, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!
            : CodePagesEncodingProvider.Instance.GetEncoding(950)!;
}
