using System.IO.Hashing;
using System.Text;

namespace Audience.Data.Authors;

/// <summary>Builds <c>s_id_author</c>, trimmed, as UTF-8 in a reused buffer. Not safe to share between threads.</summary>
public sealed class SourceAuthor
{
    private byte[] _buffer = new byte[256];

    /// <summary>
    /// The source_author; valid until the next call. Trimmed of what Unicode calls white space, as the original's strip() did.
    /// </summary>
    public ReadOnlySpan<byte> Build(ReadOnlySpan<byte> source, ReadOnlySpan<byte> author)
    {
        int length = source.Length + 1 + author.Length;
        if (_buffer.Length < length)
            _buffer = new byte[length * 2];
        source.CopyTo(_buffer);
        _buffer[source.Length] = (byte)'_';
        author.CopyTo(_buffer.AsSpan(source.Length + 1));
        return Trim(_buffer.AsSpan(0, length));
    }

    /// <summary>
    /// By which authors are counted and told apart: 64 bits, so that two of a hundred million differ but for one chance in four
    /// thousand.
    /// </summary>
    public static ulong Hash(ReadOnlySpan<byte> sourceAuthor) => XxHash3.HashToUInt64(sourceAuthor);

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (
            !text.IsEmpty
            && Rune.DecodeFromUtf8(text, out var first, out int size) == System.Buffers.OperationStatus.Done
            && Rune.IsWhiteSpace(first)
        )
            text = text[size..];
        while (
            !text.IsEmpty
            && Rune.DecodeLastFromUtf8(text, out var last, out int size) == System.Buffers.OperationStatus.Done
            && Rune.IsWhiteSpace(last)
        )
            text = text[..^size];
        return text;
    }
}
