using System.Buffers.Binary;

namespace Audience.Data.Files;

/// <summary>
/// Adds up the sizes that a gzip file says its parts have unpacked, from its packed bytes: .NET ends without a word where a file was cut.
/// A part's size stands in its last four bytes, so before the next part's beginning, and at the end.
/// </summary>
internal sealed class GzipSizes
{
    private const int SizeBytes = 4,
        HeaderBytes = 10;
    private static ReadOnlySpan<byte> Header => [0x1F, 0x8B, 0x08];

    private readonly ByteBuffer _bytes = new(256 * 1024);
    private uint _before;
    private bool _started;

    /// <summary>What all parts have unpacked, in bytes, modulo 2^32.</summary>
    internal uint Total => unchecked(_before + Size(_bytes.Written, _bytes.Length));

    /// <summary>Looks at the next packed bytes.</summary>
    internal void Add(ReadOnlySpan<byte> packed)
    {
        _bytes.Add(packed);
        var bytes = _bytes.Written;
        // The first part begins where the file does.
        int at = _started ? SizeBytes : HeaderBytes;
        while (bytes.Length - at >= HeaderBytes && bytes[at..].IndexOf(Header) is >= 0 and var next)
        {
            at += next;
            if (bytes.Length - at < HeaderBytes)
                break;
            if (IsHeader(bytes[at..]))
                _before = unchecked(_before + Size(bytes, at));
            at++;
        }
        // Of what was looked through, the next size and the beginning of the next header may be needed.
        int kept = Math.Min(bytes.Length, SizeBytes + HeaderBytes - 1);
        if (!_started && bytes.Length < 2 * HeaderBytes)
            return;
        _started = true;
        byte[] tail = bytes[^kept..].ToArray();
        _bytes.Clear();
        _bytes.Add(tail);
    }

    private static uint Size(ReadOnlySpan<byte> bytes, int end) =>
        end < SizeBytes ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes[(end - SizeBytes)..]);

    // Method 8, no reserved flag, a level and a system that there are: chance has few such bytes.
    private static bool IsHeader(ReadOnlySpan<byte> bytes) => bytes[3] < 0x20 && bytes[8] is (0 or 2 or 4) && bytes[9] is (< 14 or 255);
}
