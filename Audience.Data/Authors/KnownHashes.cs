namespace Audience.Data.Authors;

/// <summary>
/// A set of hashes to which one thread at a time adds while others look: they may miss what is just being added, and see nothing
/// else.
/// </summary>
public sealed class KnownHashes
{
    // Open addressing, half empty; 0 marks an empty place. Hashes are as good as random, so their low bits are the place.
    private ulong[] _places = new ulong[1024];

    /// <summary>How many it holds.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it holds the hash; always false for 0.</summary>
    public bool Contains(ulong hash)
    {
        ulong[] places = Volatile.Read(ref _places);
        ref ulong place = ref Find(places, hash);
        return Volatile.Read(ref place) == hash && hash != 0;
    }

    /// <summary>Adds a hash, known or not. Not to be called from two threads at once.</summary>
    public void Add(ulong hash)
    {
        ref ulong place = ref Find(_places, hash);
        if (hash == 0 || place == hash)
            return;
        Volatile.Write(ref place, hash);
        if (++Count > _places.Length / 2)
            Grow();
    }

    private void Grow()
    {
        ulong[] more = new ulong[_places.Length * 2];
        foreach (ulong hash in _places)
            if (hash != 0)
                Find(more, hash) = hash;
        Volatile.Write(ref _places, more);
    }

    // The place of a hash, or the empty one where it belongs.
    private static ref ulong Find(ulong[] places, ulong hash)
    {
        int mask = places.Length - 1;
        int i = (int)hash & mask;
        while (Volatile.Read(ref places[i]) is var there && there != hash && there != 0)
            i = (i + 1) & mask;
        return ref places[i];
    }
}
