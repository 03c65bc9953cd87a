namespace Audience.Labeling.Items;

/// <summary>
/// An item of a label's list: it matches a text that every term of <paramref name="All"/> matches, one of <paramref name="Any"/> where
/// there
/// are some, and none of <paramref name="None"/>. A plain keyword or expression is an item with it alone in <paramref name="All"/>.
/// </summary>
/// <param name="All">Terms that all match; empty where there is one of <paramref name="Any"/>.</param>
/// <param name="Any">Terms of which one matches, or none at all.</param>
/// <param name="None">Terms that do not match.</param>
/// <param name="Near">The longest stretch, in characters, that holds occurrences of all of <paramref name="All"/> and one of
/// <paramref name="Any"/>; null for any.</param>
public sealed record RuleItem(IReadOnlyList<ItemTerm> All, IReadOnlyList<ItemTerm> Any, IReadOnlyList<ItemTerm> None, int? Near)
{
    /// <summary>The most terms that an item may have.</summary>
    public const int MaxTerms = 1_000;

    /// <summary>The longest stretch for <see cref="Near"/>, in characters.</summary>
    public const int MaxNear = 10_000;

    /// <summary>A plain item.</summary>
    public RuleItem(ItemTerm term)
        : this([term], [], [], null) { }

    /// <summary>Whether it is one term alone.</summary>
    public bool IsSingle => All.Count == 1 && Any.Count == 0 && None.Count == 0 && Near is null;

    /// <summary>Whether it is a keyword alone, or an expression: what the contract has.</summary>
    public bool IsPlain => IsSingle && All[0].Unless.Count == 0;

    /// <summary>Every term that it names.</summary>
    public IEnumerable<ItemTerm> Terms => All.Concat(Any).Concat(None);
}

/// <summary>A label and the items of which any one gives it.</summary>
/// <param name="Label">Not empty.</param>
/// <param name="Items">Numbered from 1 in this order; may be empty, and then no text gets the label.</param>
public sealed record LabelItems(string Label, IReadOnlyList<RuleItem> Items);
