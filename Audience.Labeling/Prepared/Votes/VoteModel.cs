using System.Numerics.Tensors;
using Audience.Labeling.Scoring;

namespace Audience.Labeling.Prepared.Votes;

/// <summary>
/// Labels by the votes of other models: each vote adds its weight to the score of each label. A text on which all models are silent gets
/// no label. It holds copies of its models, so that it stays as it is whatever becomes of them.
/// </summary>
public sealed class VoteModel : IScoredModel
{
    /// <summary>How many models may vote.</summary>
    public const int MaxModels = 20;

    // A weight for each vote and label, 4 bytes each.
    private const int MaxWeights = 4_000_000;

    private readonly float[] _weights; // by vote, then label
    private readonly float[] _bias;
    private readonly double[] _thresholds;
    private readonly ScratchPool<Scratch> _scratch;

    /// <param name="labels">The labels, whether the voters know them or not.</param>
    /// <param name="voters">Who votes: 2 to <see cref="MaxModels"/> models, none of them a vote itself.</param>
    /// <param name="weights">Votes × labels.</param>
    /// <param name="bias">By label; negative infinity for one that is never given.</param>
    /// <param name="thresholds">By label: what its score has to exceed, or what is taken from it before the best one wins.</param>
    /// <param name="oneLabel">Whether a text gets at most one label.</param>
    /// <exception cref="ModelFormatException">They do not fit together.</exception>
    public VoteModel(
        IReadOnlyList<string> labels,
        Voters voters,
        float[] weights,
        float[] bias,
        IReadOnlyList<double> thresholds,
        bool oneLabel
    )
    {
        if (voters.Models.Count is < 2 or > MaxModels || voters.Models.Any(model => model.Kind == ModelKind.LabelVote))
            throw new ModelFormatException($"2 to {MaxModels} models can vote, none of them a {ModelKind.LabelVote.Name()} itself");
        CheckSize(voters.Votes, labels.Count);
        if (
            weights.Length != voters.Votes * labels.Count
            || bias.Length != labels.Count
            || thresholds.Count != labels.Count
            || !weights.All(float.IsFinite)
            || thresholds.Any(double.IsNaN)
        )
            throw new ModelFormatException("the model's weights do not fit its labels and voters");
        (Labels, Voters, _weights, _bias, _thresholds, OneLabel) = (labels, voters, weights, bias, [.. thresholds], oneLabel);
        _scratch = new(() => new Scratch(new LabelSet(voters.Votes), new float[labels.Count]));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Who votes.</summary>
    public Voters Voters { get; }

    /// <inheritdoc/>
    public bool OneLabel { get; }

    /// <inheritdoc/>
    public IReadOnlyList<double> Thresholds => _thresholds;

    /// <summary>By label: its score before any vote; negative infinity for one that is never given.</summary>
    public IReadOnlyList<float> Bias => _bias;

    /// <summary>What a vote adds to the score of a label.</summary>
    /// <param name="vote">The number of the vote.</param>
    /// <param name="label">The number of the label.</param>
    public double Weight(int vote, int label) => _weights[vote * Labels.Count + label];

    /// <summary>Whether so many votes and labels are not too many.</summary>
    /// <exception cref="ModelFormatException">They are.</exception>
    public static void CheckSize(int votes, int labels)
    {
        if ((long)votes * labels > MaxWeights)
            throw new ModelFormatException(
                $"{labels} labels and models that give {votes} are too many for a vote: their product may be {MaxWeights} at most"
            );
    }

    /// <inheritdoc/>
    public void Label(ReadOnlySpan<char> text, LabelSet found)
    {
        ArgumentNullException.ThrowIfNull(found);
        var scratch = _scratch.Rent();
        if (Score(text, scratch))
            Decision.Take<double>(scratch.Sums, _thresholds, OneLabel, found);
        _scratch.Return(scratch);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<char> text, Span<double> scores)
    {
        var scratch = _scratch.Rent();
        Score(text, scratch);
        scratch.Sums.CopyTo(scores);
        _scratch.Return(scratch);
    }

    /// <inheritdoc/>
    IReadOnlyList<TextPart> IScoredModel.Parts(string text, int label) => VoteParts.Of(this, text, label);

    /// <inheritdoc/>
    IScoredModel IScoredModel.With(IReadOnlyList<double> thresholds) =>
        new VoteModel(Labels, Voters, _weights, _bias, thresholds, OneLabel);

    /// <summary>Writes everything but the labels.</summary>
    internal void Write(BinaryWriter writer)
    {
        writer.Write(Voters.Models.Count);
        foreach (var model in Voters.Models)
            writer.WriteMany<byte>(model.ToBytes());
        writer.WriteFloats(_weights);
        writer.WriteFloats(_bias);
        writer.WriteMany<double>(_thresholds);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    internal static VoteModel Read(ModelReader reader, IReadOnlyList<string> labels, bool oneLabel)
    {
        int count = reader.Int();
        if (count is < 2 or > MaxModels)
            throw new ModelFormatException($"the model is damaged or cut off: it announces {count} models that vote");
        var models = new PreparedModel[count];
        for (int model = 0; model < count; model++)
        {
            byte[] bytes = reader.Many<byte>();
            // Looked at before it is read: votes within votes could go deeper than the stack.
            if (PreparedModel.KindOf(bytes) == ModelKind.LabelVote)
                throw new ModelFormatException($"a {ModelKind.LabelVote.Name()} votes within the model, which is not allowed");
            models[model] = PreparedModel.FromBytes(bytes);
        }
        return new VoteModel(labels, new Voters(models), reader.Floats(), reader.Floats(), reader.Many<double>(), oneLabel);
    }

    // False where no model gives a label.
    private bool Score(ReadOnlySpan<char> text, Scratch scratch)
    {
        scratch.Votes.Clear();
        bool any = Voters.Label(text, scratch.Votes);
        _bias.CopyTo(scratch.Scores);
        int labels = Labels.Count;
        for (int vote = scratch.Votes.Next(0); vote >= 0; vote = scratch.Votes.Next(vote + 1))
            TensorPrimitives.Add(scratch.Scores, _weights.AsSpan(vote * labels, labels), scratch.Scores);
        TensorPrimitives.ConvertTruncating<float, double>(scratch.Scores, scratch.Sums);
        return any;
    }

    private sealed record Scratch(LabelSet Votes, float[] Scores)
    {
        public double[] Sums { get; } = new double[Scores.Length];
    }
}
