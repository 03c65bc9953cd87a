namespace Audience.Labeling.Prepared.Votes;

/// <summary>
/// Models that vote on the labels of a text. A vote is a label that a model gives, or that it gives none; votes are numbered, model after
/// model: its labels in order, then the vote for none. Safe to share between threads.
/// </summary>
public sealed class Voters
{
    private readonly int[] _first;
    private readonly ScratchPool<LabelSet>[] _found;

    /// <param name="models">The models.</param>
    public Voters(IReadOnlyList<PreparedModel> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        Models = models;
        _first = new int[models.Count + 1];
        for (int model = 0; model < models.Count; model++)
            _first[model + 1] = _first[model] + models[model].Labels.Count + 1;
        _found = [.. models.Select(model => new ScratchPool<LabelSet>(() => new LabelSet(model.Labels.Count)))];
    }

    /// <summary>The models.</summary>
    public IReadOnlyList<PreparedModel> Models { get; }

    /// <summary>How many different votes there are.</summary>
    public int Votes => _first[^1];

    /// <summary>The number of a vote.</summary>
    /// <param name="model">The place of the model.</param>
    /// <param name="label">The number of its label.</param>
    public int Vote(int model, int label) => _first[model] + label;

    /// <summary>The number of a model's vote for none of its labels.</summary>
    /// <param name="model">The place of the model.</param>
    public int None(int model) => _first[model + 1] - 1;

    /// <summary>Has all models vote on a text; nothing is allocated.</summary>
    /// <param name="text">The text.</param>
    /// <param name="votes">Gets the votes. Cleared by the caller; its capacity is at least <see cref="Votes"/>.</param>
    /// <returns>Whether any model gives a label.</returns>
    public bool Label(ReadOnlySpan<char> text, LabelSet votes)
    {
        ArgumentNullException.ThrowIfNull(votes);
        bool any = false;
        for (int model = 0; model < Models.Count; model++)
        {
            LabelSet found = _found[model].Rent();
            found.Clear();
            Models[model].Label(text, found);
            int label = found.Next(0);
            any |= label >= 0;
            if (label < 0)
                votes.Add(None(model));
            for (; label >= 0; label = found.Next(label + 1))
                votes.Add(Vote(model, label));
            _found[model].Return(found);
        }
        return any;
    }
}
