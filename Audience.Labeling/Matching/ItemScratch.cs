using Audience.Labeling.Folding;

namespace Audience.Labeling.Matching;

/// <summary>What labelling a text with keyword items needs room for.</summary>
internal sealed class ItemScratch
{
    private readonly int _rules;
    private LabelSet? _everyHits;

    private ItemScratch(ScratchPool<ItemScratch> pool, TextFolder? folder, int rules)
    {
        (Pool, Texts, _rules) = (pool, new FoldedTexts(folder), rules);
    }

    /// <summary>A pool of its own for a model, which does not hold the model: a thread may keep it longer.</summary>
    internal static ScratchPool<ItemScratch> NewPool(TextFolder? folder, int rules)
    {
        ScratchPool<ItemScratch>? pool = null;
        pool = new ScratchPool<ItemScratch>(() => new ItemScratch(pool!, folder, rules));
        return pool;
    }

    /// <summary>Where it came from.</summary>
    internal ScratchPool<ItemScratch> Pool { get; }

    internal bool IsInUse { get; set; }

    internal FoldedTexts Texts { get; }

    /// <summary>Hits by rule.</summary>
    internal LabelSet EveryHits => _everyHits ??= new LabelSet(_rules);
}
