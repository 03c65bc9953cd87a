namespace Audience.Labeling.Prepared;

/// <summary>A learned model that tells how probable its labels are, and leaves out those that are not probable enough.</summary>
public sealed class ProbableModel : ILabelModel
{
    private readonly PreparedModel _model;
    private readonly double _least;
    private readonly ScratchPool<LabelSet> _found;
    private readonly ScratchPool<double[]> _probabilities;

    /// <param name="model">The model.</param>
    /// <param name="least">The least probability, 0 to 1, with which a label is given.</param>
    /// <exception cref="ArgumentException">The model has no probabilities.</exception>
    public ProbableModel(PreparedModel model, double least)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Calibration is null || !model.HasScores)
            throw new ArgumentException("the model has no probabilities", nameof(model));
        (_model, _least) = (model, least);
        _found = new ScratchPool<LabelSet>(() => new LabelSet(model.Labels.Count));
        _probabilities = new ScratchPool<double[]>(() => new double[model.Labels.Count]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => _model.Labels;

    /// <inheritdoc/>
    public void Label(ReadOnlySpan<char> text, LabelSet found)
    {
        double[] probabilities = _probabilities.Rent();
        Label(text, found, probabilities);
        _probabilities.Return(probabilities);
    }

    /// <summary>Labels a text as <see cref="ILabelModel.Label"/> does, and tells the probabilities.</summary>
    /// <param name="text">The text.</param>
    /// <param name="found">Gets the labels; cleared by the caller.</param>
    /// <param name="probabilities">By label; replaced where the text gets one, else left as it is.</param>
    public void Label(ReadOnlySpan<char> text, LabelSet found, Span<double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(found);
        LabelSet own = _found.Rent();
        own.Clear();
        _model.Label(text, own);
        if (own.Next(0) >= 0)
        {
            _model.Score(text, probabilities);
            _model.Calibration!.Apply(probabilities, probabilities);
        }
        for (int label = own.Next(0); label >= 0; label = own.Next(label + 1))
            if (probabilities[label] >= _least)
                found.Add(label);
        _found.Return(own);
    }
}
