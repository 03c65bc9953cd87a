using System.Buffers.Binary;
using Audience.Data.Files;

namespace Audience.Data.Production;

/// <summary>
/// Packs which authors got which panel, ten bytes each (the author's hash, the panel's number), as production finds them: a hundredth of
/// what production rows take, so that audiences are counted without reading those. More than one part waits in a temporary file.
/// </summary>
public sealed class PanelMembers : IDisposable
{
    /// <summary>Bytes of a member.</summary>
    public const int Size = sizeof(ulong) + sizeof(ushort);

    // 320 KB, twice as much where every byte is escaped: below the least max_allowed_packet that servers come with.
    private const int PartBytes = 32 * 1024 * Size;

    private readonly PanelNumbers _panels = new();
    private readonly byte[] _part = new byte[PartBytes];
    private FileStream? _file;
    private int _length,
        _filed;

    /// <summary>Whether all of them could be packed: there are at most 65,536 panels.</summary>
    public bool IsComplete => _panels.Names.Count <= ushort.MaxValue + 1;

    /// <summary>Adds an author of a panel.</summary>
    /// <param name="author">Hash of the source_author.</param>
    /// <param name="panel">The panel's name.</param>
    /// <exception cref="IOException">The temporary file cannot be written, for example as the disk is full.</exception>
    public void Add(long author, string panel)
    {
        if (_length == PartBytes)
        {
            _file ??= UnnamedFile.Open("members");
            RandomAccess.Write(_file.SafeFileHandle, _part, (long)_filed++ * PartBytes);
            _length = 0;
        }
        BinaryPrimitives.WriteInt64LittleEndian(_part.AsSpan(_length), author);
        BinaryPrimitives.WriteUInt16LittleEndian(_part.AsSpan(_length + sizeof(ulong)), (ushort)_panels.Of(panel));
        _length += Size;
    }

    /// <summary>What was added, in parts; each is valid on its own.</summary>
    /// <exception cref="IOException">The temporary file cannot be read.</exception>
    public IEnumerable<MemberPart> Parts()
    {
        for (int part = 0; part < _filed; part++)
        {
            byte[] bytes = new byte[PartBytes];
            UnnamedFile.Read(_file!, bytes, (long)part * PartBytes);
            yield return new MemberPart(_panels.Names, bytes);
        }
        if (_length > 0)
            yield return new MemberPart(_panels.Names, _part[.._length]);
    }

    public void Dispose() => _file?.Dispose();
}

/// <summary>Some members of a group's panels.</summary>
/// <param name="Panels">The panels by their numbers.</param>
/// <param name="Members">Hash and number, one after the other, little-endian.</param>
public sealed record MemberPart(IReadOnlyList<string> Panels, byte[] Members);
