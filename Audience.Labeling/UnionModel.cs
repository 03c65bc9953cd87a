using Audience.Labeling.Features;

namespace Audience.Labeling;

/// <summary>Several models as one: a text gets every label that any of them gives it.</summary>
public sealed class UnionModel : ILabelModel
{
    private readonly (ILabelModel Model, int[] Labels, ScratchPool<LabelSet> Sets)[] _models;

    /// <param name="models">In the order in which their labels are reported; a label that several have counts once.</param>
    public UnionModel(IReadOnlyList<ILabelModel> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        List<string> labels = [.. models.SelectMany(model => model.Labels).Distinct(StringComparer.Ordinal)];
        Labels = labels;
        _models =
        [
            .. models.Select(model =>
                (
                    model,
                    model.Labels.Select(label => labels.IndexOf(label)).ToArray(),
                    new ScratchPool<LabelSet>(() => new LabelSet(model.Labels.Count))
                )
            ),
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; }

    /// <inheritdoc/>
    public void Label(ReadOnlySpan<char> text, LabelSet found)
    {
        ArgumentNullException.ThrowIfNull(found);
        foreach ((ILabelModel model, int[] labels, ScratchPool<LabelSet> sets) in _models)
        {
            LabelSet own = sets.Rent();
            own.Clear();
            model.Label(text, own);
            for (int i = own.Next(0); i >= 0; i = own.Next(i + 1))
                found.Add(labels[i]);
            sets.Return(own);
        }
    }
}
