using System.Text;
using Audience.Data.Authors;
using Audience.Data.Results;
using Audience.Labeling.Panels;

namespace Audience.LabelWorker.Chunks;

/// <summary>Finds the group of a post by its s_id, without a string per post.</summary>
/// <param name="groups">SOURCE_GROUPS.</param>
/// <param name="origin">Task, chunk and panels.</param>
/// <param name="known">Authors that the chunk need not leave; null where it is to leave all.</param>
/// <param name="pool">Rows in reuse.</param>
public sealed class SourceGroupRouter(SourceGroups groups, LabelRowOrigin origin, KnownAuthors? known, SourceGroupBufferPool pool)
{
    private const int Remembered = 10_000;
    private readonly Dictionary<string, SourceGroupBuffer> _bySource = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SourceGroupBuffer> _byGroup = new(StringComparer.Ordinal);
    private char[] _chars = new char[64];

    /// <summary>The groups that had posts, by name.</summary>
    public IReadOnlyCollection<SourceGroupBuffer> All => _byGroup.Values;

    /// <summary>The group of a source.</summary>
    public SourceGroupBuffer Of(ReadOnlySpan<byte> source)
    {
        if (_chars.Length < source.Length)
            _chars = new char[source.Length];
        var name = _chars.AsSpan(0, Encoding.UTF8.GetChars(source, _chars));
        var lookup = _bySource.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(name, out var found))
            return found;
        string group = groups.Of(name.ToString());
        if (!_byGroup.TryGetValue(group, out found))
            _byGroup.Add(group, found = pool.Take(group, origin, known?.Of(group)));
        if (_bySource.Count < Remembered)
            lookup[name] = found;
        return found;
    }
}
