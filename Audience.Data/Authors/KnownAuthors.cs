using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Audience.Data.Authors;

/// <summary>
/// The authors of a task whom chunks that this process labelled have left in task_chunk_authors. Later chunks need not leave them
/// again: most
/// authors of a chunk were in an earlier one. Whoever leaves some out sees to it that <see cref="Chunks"/> are done
/// (<see cref="ChunkAuthors.AreDoneAsync"/>).
/// </summary>
public sealed class KnownAuthors
{
    // 8 MiB at the most: two places of 8 bytes for each.
    private const int Max = 512 * 1024;

    // They are named in a statement of each later chunk.
    private const int MostChunks = 2_000;
    private readonly ConcurrentDictionary<string, KnownHashes> _groups = new(StringComparer.Ordinal);
    private readonly Lock _adding = new();
    private ImmutableArray<int> _chunks = [];
    private int _count;

    /// <summary>The chunks that left them, none twice.</summary>
    public ImmutableArray<int> Chunks => _chunks;

    /// <summary>Those of a source group; more may come in while it is looked at.</summary>
    public KnownHashes Of(string group) => _groups.GetOrAdd(group, static _ => new KnownHashes());

    /// <summary>Adds what a chunk left, once that is committed; no more than there is room for.</summary>
    /// <param name="chunk">Its number.</param>
    /// <param name="groups">The hashes that it left for each source group.</param>
    public void Add(int chunk, IReadOnlyCollection<(string Group, ReadOnlyMemory<ulong> Hashes)> groups)
    {
        lock (_adding)
        {
            if (_count >= Max || _chunks.Length >= MostChunks || groups.All(g => g.Hashes.IsEmpty))
                return;
            // Before its hashes, so that whoever sees one of them sees the chunk too.
            ImmutableInterlocked.Update(ref _chunks, static (chunks, added) => chunks.Contains(added) ? chunks : chunks.Add(added), chunk);
            foreach (var (group, hashes) in groups)
            {
                var known = Of(group);
                int before = known.Count;
                foreach (ulong hash in hashes.Span[..Math.Min(hashes.Length, Max - _count)])
                    known.Add(hash);
                _count += known.Count - before;
            }
        }
    }
}
