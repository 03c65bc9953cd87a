namespace Audience.Labeling.Scoring;

/// <summary>Turns scores into probabilities, as learned from documents that the model had not seen. Immutable.</summary>
public sealed class Calibration
{
    // Votes of a forest may be 0.
    private const double LeastVote = 1e-3;

    private readonly double[] _scale;
    private readonly double[] _offset;

    /// <param name="scale">By label: what its score is multiplied by.</param>
    /// <param name="offset">By label: what is added then.</param>
    /// <param name="oneLabel">Whether the labels share a probability of 1; else each is judged for itself.</param>
    /// <param name="votes">Whether scores are shares of 0 to 1, whose logarithms are taken first.</param>
    /// <exception cref="ModelFormatException">There are not as many of each, or some are no numbers.</exception>
    public Calibration(double[] scale, double[] offset, bool oneLabel, bool votes)
    {
        if (scale.Length != offset.Length || !scale.All(double.IsFinite) || !offset.All(double.IsFinite))
            throw new ModelFormatException("the model's calibration is damaged");
        (_scale, _offset, OneLabel, Votes) = (scale, offset, oneLabel, votes);
    }

    /// <summary>Whether the labels share a probability of 1.</summary>
    public bool OneLabel { get; }

    /// <summary>Whether scores are shares of 0 to 1.</summary>
    public bool Votes { get; }

    /// <summary>How many labels there are.</summary>
    public int Labels => _scale.Length;

    /// <summary>
    /// What a score is before scale and offset: itself, or, of a share of votes, its logarithm (against that of the other votes).
    /// </summary>
    public static double Evidence(double score, bool oneLabel, bool votes) =>
        !votes ? score
        : oneLabel ? Math.Log(Math.Max(score, LeastVote))
        : Math.Log(Math.Clamp(score, LeastVote, 1 - LeastVote) / (1 - Math.Clamp(score, LeastVote, 1 - LeastVote)));

    /// <summary>The probability of each label, 0 to 1; nothing is allocated.</summary>
    /// <param name="scores">By label; negative infinity for a label that is never given.</param>
    /// <param name="probabilities">By label; replaced.</param>
    public void Apply(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        double largest = double.NegativeInfinity,
            sum = 0;
        for (int label = 0; label < _scale.Length; label++)
        {
            double evidence = Evidence(scores[label], OneLabel, Votes);
            probabilities[label] = double.IsFinite(evidence) ? evidence * _scale[label] + _offset[label] : double.NegativeInfinity;
            largest = Math.Max(largest, probabilities[label]);
        }
        for (int label = 0; label < _scale.Length; label++)
        {
            probabilities[label] = OneLabel ? Math.Exp(probabilities[label] - largest) : 1 / (1 + Math.Exp(-probabilities[label]));
            sum += probabilities[label];
        }
        for (int label = 0; OneLabel && label < _scale.Length; label++)
            probabilities[label] = double.IsFinite(largest) ? probabilities[label] / sum : 1.0 / _scale.Length;
    }

    /// <summary>
    /// The probability that a label with this score has; null where the labels share a probability of 1, as it hangs on all their scores.
    /// </summary>
    /// <param name="label">The number of the label.</param>
    /// <param name="score">Its score.</param>
    public double? ProbabilityOf(int label, double score) =>
        OneLabel ? null : 1 / (1 + Math.Exp(-(Evidence(score, OneLabel, Votes) * _scale[label] + _offset[label])));

    /// <summary>
    /// The score that a label with this probability has; null where the labels share a probability of 1, or where a larger score of this
    /// label makes it no more probable.
    /// </summary>
    /// <param name="label">The number of the label.</param>
    /// <param name="probability">More than 0, less than 1.</param>
    public double? ScoreOf(int label, double probability)
    {
        if (OneLabel || _scale[label] <= 0)
            return null;
        double evidence = (Math.Log(probability / (1 - probability)) - _offset[label]) / _scale[label];
        return Votes ? 1 / (1 + Math.Exp(-evidence)) : evidence;
    }

    /// <summary>Writes it.</summary>
    internal void Write(BinaryWriter writer)
    {
        writer.Write(OneLabel);
        writer.Write(Votes);
        writer.WriteMany<double>(_scale);
        writer.WriteMany<double>(_offset);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    internal static Calibration Read(ModelReader reader)
    {
        bool oneLabel = reader.Byte() != 0,
            votes = reader.Byte() != 0;
        return new Calibration(reader.Many<double>(), reader.Many<double>(), oneLabel, votes);
    }
}
