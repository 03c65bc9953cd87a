namespace Audience.Data.Authors;

/// <summary>Collects hashes and keeps the distinct ones. Memory follows the distinct ones, not how many are added.</summary>
public sealed class DistinctHashes
{
    private ulong[] _hashes = new ulong[1024];
    private int _distinct;
    private int _count;

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
        Compact();
        return _hashes.AsMemory(0, _count);
    }

    /// <summary>Forgets them; keeps its room.</summary>
    public void Clear() => _distinct = _count = 0;

    private void MakeRoom()
    {
        Compact();
        if (_count > _hashes.Length / 2)
            Array.Resize(ref _hashes, _hashes.Length * 2);
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
        _distinct = _count = kept;
    }
}
