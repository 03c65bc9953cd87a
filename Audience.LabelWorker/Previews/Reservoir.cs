namespace Audience.LabelWorker.Previews;

/// <summary>Some of many, each with the same chance (reservoir sampling).</summary>
/// <param name="most">How many are kept.</param>
/// <param name="random">Chooses.</param>
internal sealed class Reservoir<T>(int most, Random random)
{
    private readonly List<T> _kept = [];
    private int _seen;

    /// <summary>Those that were kept.</summary>
    public IReadOnlyList<T> Kept => _kept;

    /// <summary>Where the next would go; -1 where it is not kept.</summary>
    public int Next()
    {
        _seen++;
        if (_kept.Count < most)
            return _kept.Count;
        int place = random.Next(_seen);
        return place < most ? place : -1;
    }

    /// <summary>Keeps one.</summary>
    public void Keep(int place, T one)
    {
        if (place == _kept.Count)
            _kept.Add(one);
        else
            _kept[place] = one;
    }
}
