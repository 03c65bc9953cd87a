using System.Globalization;
using System.Text;

namespace Audience.Api.Documents;

/// <summary>Finds out how a file's text is encoded: UTF-8, UTF-16 or Big5, by its mark or by what it can be.</summary>
internal static class CsvEncoding
{
    private const int BufferSize = 64 * 1024;
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    // The one that Windows calls Big5, code page 950.
    private static readonly Encoding s_big5 = CodePagesEncodingProvider.Instance.GetEncoding(
        950,
        EncoderFallback.ExceptionFallback,
        DecoderFallback.ExceptionFallback
    )!;

    /// <summary>The encoding of a file, whose text can be read whole in it.</summary>
    /// <exception cref="Errors.ApiException">400: it is no text in one of them; the message names the line.</exception>
    public static Encoding Of(Stream file)
    {
        Span<byte> start = stackalloc byte[4];
        int read = file.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        start = start[..read];
        if (read == 0)
            throw DocumentErrors.Bad("the file is empty: the first line of a CSV names its columns");
        if (start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith("PK\u0005\u0006"u8))
            throw DocumentErrors.Bad("the file is a ZIP archive, as .xlsx and .ods are: save the table as CSV, or unpack it");
        if (Utf16(start) is { } utf16)
            return Check(file, utf16) is { } wrong
                ? throw DocumentErrors.Bad($"line {wrong}: not UTF-16, which the file begins as")
                : utf16;
        if (Check(file, s_utf8) is not { } line)
            return s_utf8;
        return start.StartsWith(Encoding.UTF8.Preamble) ? throw DocumentErrors.Bad($"line {line}: not UTF-8, which the file begins as")
            : Check(file, s_big5) is { } neither
                ? throw DocumentErrors.Bad($"line {Math.Max(line, neither)}: neither UTF-8 nor Big5; save the file as UTF-8")
            : s_big5;
    }

    private static UnicodeEncoding? Utf16(ReadOnlySpan<byte> start)
    {
        bool little = start.StartsWith((byte[])[0xFF, 0xFE]) || start.Length == 4 && start[1] == 0 && start[3] == 0 && start[0] != 0,
            big = start.StartsWith((byte[])[0xFE, 0xFF]) || start.Length == 4 && start[0] == 0 && start[2] == 0 && start[1] != 0;
        return little || big ? new UnicodeEncoding(big, byteOrderMark: true, throwOnInvalidBytes: true) : null;
    }

    // The line of the first character that cannot be; null where all can.
    private static long? Check(Stream file, Encoding encoding)
    {
        file.Position = 0;
        var decoder = encoding.GetDecoder();
        byte[] bytes = new byte[BufferSize];
        char[] chars = new char[encoding.GetMaxCharCount(BufferSize)];
        long line = 1;
        while (true)
        {
            int read = file.Read(bytes);
            int decoded;
            try
            {
                decoded = decoder.GetChars(bytes, 0, read, chars, 0, flush: read == 0);
            }
            catch (DecoderFallbackException e)
            {
                return line + bytes.AsSpan(0, Math.Clamp(e.Index, 0, read)).Count((byte)'\n');
            }
            var text = chars.AsSpan(0, decoded);
            // Code page 950 gives these to the bytes 80 and FF, with which no character of Big5 begins.
            if (ReferenceEquals(encoding, s_big5) && text.IndexOfAny('\u0080', '\uF8F8') is >= 0 and var odd)
                return line + text[..odd].Count('\n');
            int nul = text.IndexOf('\0');
            if (nul >= 0)
                throw DocumentErrors.Bad(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"line {line + text[..nul].Count('\n')}: a NUL character; this is no text that can be labelled"
                    )
                );
            line += text.Count('\n');
            if (read == 0)
                return null;
        }
    }
}
