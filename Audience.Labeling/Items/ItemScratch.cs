using Audience.Labeling.Features;
using Audience.Labeling.Folding;

namespace Audience.Labeling.Items;

/// <summary>What labelling a text with keyword items needs room for.</summary>
internal sealed class ItemScratch
{
    private readonly int _rules;
    private LabelSet? _everyHits;

    private ItemScratch(ScratchPool<ItemScratch> pool, TextFolder? folder, int labels, int rules)
    {
        (Pool, Texts, Hits, _rules) = (pool, new FoldedTexts(folder), new LabelSet(labels), rules);
    }

    /// <summary>A pool of its own for a model, which does not hold the model: a thread may keep it longer.</summary>
    internal static ScratchPool<ItemScratch> NewPool(TextFolder? folder, int labels, int rules)
    {
        ScratchPool<ItemScratch>? pool = null;
        pool = new ScratchPool<ItemScratch>(() => new ItemScratch(pool!, folder, labels, rules));
        return pool;
    }

    /// <summary>Where it came from.</summary>
    internal ScratchPool<ItemScratch> Pool { get; }

    internal bool IsInUse { get; set; }

    internal FoldedTexts Texts { get; }

    /// <summary>Hits of the fast model.</summary>
    internal LabelSet Hits { get; }

    /// <summary>Hits by rule.</summary>
    internal LabelSet EveryHits => _everyHits ??= new LabelSet(_rules);
}
