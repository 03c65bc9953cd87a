using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Audience.Local.Labels;

/// <summary>UTF-8 as characters, in a buffer that is used again.</summary>
internal sealed class Utf8Text
{
    private char[] _chars = new char[4096];

    /// <summary>The characters; valid until the next call. Bytes that are no text become U+FFFD, as a task reads them.</summary>
    public ReadOnlySpan<char> Decode(ReadOnlySpan<byte> text, out bool isBad)
    {
        if (_chars.Length < text.Length)
            _chars = new char[text.Length * 2];
        isBad = Utf8.ToUtf16(text, _chars, out _, out int length, replaceInvalidSequences: false) == OperationStatus.InvalidData;
        return _chars.AsSpan(0, isBad ? Encoding.UTF8.GetChars(text, _chars) : length);
    }
}
