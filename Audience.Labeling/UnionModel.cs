using Audience.Labeling.Items;

namespace Audience.Labeling;

/// <summary>
/// Several models as one: a text gets every label that any of them gives it. Its rules are those of its parts, one part after the other;
/// where several parts have rules for a label, the numbers go on.
/// </summary>
public sealed class UnionModel : IRuleModel
{
    private readonly UnionPart[] _parts;

    /// <param name="models">In the order in which their labels are reported; a label that several have counts once.</param>
    public UnionModel(IReadOnlyList<ILabelModel> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        List<string> labels = [.. models.SelectMany(model => model.Labels).Distinct(StringComparer.Ordinal)];
        Labels = labels;
        List<RuleName> rules = [];
        _parts = [.. models.Select(model => new UnionPart(model, labels, rules))];
        Rules = rules;
    }

    private UnionModel(UnionModel whole, UnionPart[] parts) => (Labels, Rules, _parts) = (whole.Labels, whole.Rules, parts);

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; }

    /// <inheritdoc/>
    public IReadOnlyList<RuleName> Rules { get; }

    /// <summary>Some of the models, with the labels and rules of all: what they find has the same numbers.</summary>
    /// <param name="parts">The first of them and the end, as models were given.</param>
    public UnionModel Only(Range parts) => new(this, _parts[parts]);

    /// <inheritdoc/>
    public void Label(ReadOnlySpan<char> text, LabelSet found)
    {
        ArgumentNullException.ThrowIfNull(found);
        foreach (UnionPart part in _parts)
            part.Label(text, found);
    }

    /// <inheritdoc/>
    public void Label(ReadOnlySpan<char> text, LabelSet found, LabelSet rules)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(rules);
        foreach (UnionPart part in _parts)
            part.Label(text, found, rules);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RuleMatch> Explain(string text, int spansPerRule = 100) =>
        [.. _parts.SelectMany(part => part.Explain(text, spansPerRule))];
}
