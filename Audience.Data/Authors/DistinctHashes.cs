namespace Audience.Data.Authors;

/// <summary>Collects hashes and keeps the distinct ones that are not known already. Memory follows these, not how many are added.</summary>
public sealed class DistinctHashes
{
    private ulong[] _hashes = new ulong[1024];

    // The first of them are distinct and sorted, more of them are looked up among the known ones, the rest are as they came.
    private int _distinct,
        _unknown,
        _count;

    /// <summary>Hashes that are not to be kept; null where there are none.</summary>
    public KnownHashes? Known { get; set; }

    /// <summary>Adds a hash, seen before or not.</summary>
    public void Add(ulong hash)
    {
        if (_count == _hashes.Length)
            MakeRoom();
        _hashes[_count++] = hash;
    }

    /// <summary>The distinct hashes in ascending order; valid until the next <see cref="Add"/>.</summary>
    public ReadOnlyMemory<ulong> Sorted()
    {
        DropKnown();
        Compact();
        return _hashes.AsMemory(0, _count);
    }

    /// <summary>Forgets them; keeps its room.</summary>
    public void Clear() => _distinct = _unknown = _count = 0;

    private void MakeRoom()
    {
        DropKnown();
        if (_count > _hashes.Length / 2)
            Compact();
        if (_count > _hashes.Length / 2)
            Array.Resize(ref _hashes, _hashes.Length * 2);
    }

    // Many at a time: each look is a miss of the processor's caches, and in a loop of their own these overlap.
    private void DropKnown()
    {
        if (Known is { } known)
        {
            int kept = _unknown;
            for (int i = _unknown; i < _count; i++)
                if (_hashes[i] is var hash && !known.Contains(hash))
                    _hashes[kept++] = hash;
            _count = kept;
        }
        _unknown = _count;
    }

    private void Compact()
    {
        if (_distinct == _count)
            return;
        Array.Sort(_hashes, 0, _count);
        int kept = 0;
        for (int i = 0; i < _count; i++)
            if (kept == 0 || _hashes[i] != _hashes[kept - 1])
                _hashes[kept++] = _hashes[i];
        _distinct = _unknown = _count = kept;
    }
}
