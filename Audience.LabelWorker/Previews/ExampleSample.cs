using Audience.Contracts.Tasks.Previews;

namespace Audience.LabelWorker.Previews;

/// <summary>Some posts of many, each with the same chance (reservoir sampling).</summary>
/// <param name="most">How many are kept.</param>
/// <param name="random">Chooses.</param>
internal sealed class ExampleSample(int most, Random random)
{
    private readonly List<PreviewExample> _kept = [];
    private int _seen;

    /// <summary>Those that were kept.</summary>
    public IReadOnlyList<PreviewExample> Kept => _kept;

    /// <summary>Where the next post would go; -1 where it is not kept.</summary>
    public int Next()
    {
        _seen++;
        if (_kept.Count < most)
            return _kept.Count;
        int place = random.Next(_seen);
        return place < most ? place : -1;
    }

    /// <summary>Keeps a post.</summary>
    public void Keep(int place, PreviewExample example)
    {
        if (place == _kept.Count)
            _kept.Add(example);
        else
            _kept[place] = example;
    }
}
