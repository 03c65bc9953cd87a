using System.Numerics.Tensors;
using Audience.Labeling.Features;
using Audience.Labeling.Scoring;

namespace Audience.Labeling.Linear;

/// <summary>
/// A linear classifier over TF-IDF: a score per label, the best one wins, or, with several labels at a time, every one above its
/// threshold. Scoring is a sparse dot product.
/// </summary>
public sealed class LinearModel : IScoredModel
{
    private readonly TfIdf _features;
    private readonly float[] _weights; // by token, then label: what a token adds lies side by side
    private readonly float[] _bias;
    private readonly float[] _thresholds;
    private readonly bool _stored; // whether thresholds are stored
    private readonly ScratchPool<Scratch> _scratch;

    /// <param name="labels">The labels.</param>
    /// <param name="features">What texts are turned into.</param>
    /// <param name="weights">Tokens × labels. From version 2 on they are rounded to 16 bits.</param>
    /// <param name="bias">By label; negative infinity for a label that no document had.</param>
    /// <param name="thresholds">By label, or null where each text gets the label with the best score.</param>
    /// <param name="oneLabel">Whether each text gets exactly one label; if not told, where there are no thresholds.</param>
    public LinearModel(
        IReadOnlyList<string> labels,
        TfIdf features,
        float[] weights,
        float[] bias,
        float[]? thresholds,
        bool? oneLabel = null
    )
    {
        if (
            weights.Length != (long)features.Vocabulary.Count * labels.Count
            || bias.Length != labels.Count
            || thresholds is not null && thresholds.Length != labels.Count
            || thresholds is null && oneLabel is false
        )
            throw new ModelFormatException("the model's weights do not fit its labels and tokens");
        (Labels, _features, _weights, _bias) = (labels, features, weights, bias);
        (_thresholds, _stored, OneLabel) = (thresholds ?? new float[labels.Count], thresholds is not null, oneLabel ?? thresholds is null);
        if (features.Vocabulary.Set is not null)
            NumberFormat.RoundToHalf(weights);
        _scratch = new(() => new Scratch(new TokenCounts(features.Vocabulary), new float[labels.Count]));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; }

    /// <inheritdoc/>
    public bool OneLabel { get; }

    /// <inheritdoc/>
    public IReadOnlyList<double> Thresholds => Array.ConvertAll(_thresholds, threshold => (double)threshold);

    /// <summary>The version of its bytes.</summary>
    internal int Version => Math.Max(FeatureFormat.VersionOf(_features.Vocabulary), OneLabel != _stored ? 1 : 2);

    /// <summary>What texts are cut into.</summary>
    internal Vocabulary Vocabulary => _features.Vocabulary;

    /// <inheritdoc/>
    public void Label(ReadOnlySpan<char> text, LabelSet found)
    {
        ArgumentNullException.ThrowIfNull(found);
        var scratch = _scratch.Rent();
        Score(text, scratch);
        Decision.Take<float>(scratch.Scores, _thresholds, OneLabel, found);
        _scratch.Return(scratch);
    }

    /// <summary>The score of each label.</summary>
    public float[] Score(ReadOnlySpan<char> text)
    {
        var scratch = _scratch.Rent();
        Score(text, scratch);
        float[] scores = [.. scratch.Scores];
        _scratch.Return(scratch);
        return scores;
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<char> text, Span<double> scores)
    {
        var scratch = _scratch.Rent();
        Score(text, scratch);
        for (int label = 0; label < scratch.Scores.Length; label++)
            scores[label] = scratch.Scores[label];
        _scratch.Return(scratch);
    }

    /// <inheritdoc/>
    IScoredModel IScoredModel.With(IReadOnlyList<double> thresholds) =>
        new LinearModel(Labels, _features, _weights, _bias, [.. thresholds.Select(threshold => (float)threshold)], OneLabel);

    /// <inheritdoc/>
    IReadOnlyList<TextPart> IScoredModel.Parts(string text, int label)
    {
        var spans = TokenSpans.Of(Vocabulary, text);
        return [.. Added(text, label).Where(token => token.Added != 0).Select(token => new TextPart(spans[token.Token], token.Added))];
    }

    /// <summary>What each token of a text adds to the score of a label, the sum being the score without the bias.</summary>
    internal IEnumerable<(int Token, double Added)> Added(string text, int label)
    {
        var counts = new TokenCounts(_features.Vocabulary);
        counts.Count(text);
        var (tokens, values) = _features.Vector(counts);
        return tokens.Zip(values, (token, value) => (token, (double)value * _weights[token * Labels.Count + label]));
    }

    private void Score(ReadOnlySpan<char> text, Scratch scratch)
    {
        var counts = scratch.Counts;
        Span<float> scores = scratch.Scores;
        counts.Count(text);
        scores.Clear();
        float squares = scores.Length == 2 ? AddTwo(counts, scores) : AddAll(counts, scores);
        float scale = squares > 0 ? 1 / MathF.Sqrt(squares) : 0;
        for (int label = 0; label < scores.Length; label++)
            scores[label] = scores[label] * scale + _bias[label];
    }

    private float AddAll(TokenCounts counts, Span<float> scores)
    {
        float squares = 0;
        int labels = scores.Length;
        foreach (int token in counts.Found)
        {
            float value = _features.Weight(token, counts[token]);
            squares += value * value;
            TensorPrimitives.MultiplyAdd(_weights.AsSpan(token * labels, labels), value, scores, scores);
        }
        return squares;
    }

    private float AddTwo(TokenCounts counts, Span<float> scores)
    {
        float squares = 0,
            first = 0,
            second = 0;
        foreach (int token in counts.Found)
        {
            float value = _features.Weight(token, counts[token]);
            squares += value * value;
            first += value * _weights[2 * token];
            second += value * _weights[2 * token + 1];
        }
        (scores[0], scores[1]) = (first, second);
        return squares;
    }

    /// <summary>Writes everything but the labels.</summary>
    internal void Write(BinaryWriter writer, int version)
    {
        FeatureFormat.Write(writer, _features, version);
        if (_features.Vocabulary.Set is null)
            writer.WriteFloats(_weights);
        else
            writer.WriteHalves(_weights);
        writer.WriteFloats(_bias);
        writer.WriteFloats(_stored ? _thresholds : []);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    internal static LinearModel Read(ModelReader reader, IReadOnlyList<string> labels, int version, bool oneLabel)
    {
        var features = FeatureFormat.Read(reader, version);
        float[] weights = features.Vocabulary.Set is null ? reader.Floats() : reader.Halves(),
            bias = reader.Floats(),
            thresholds = reader.Floats();
        return new LinearModel(labels, features, weights, bias, thresholds.Length == 0 ? null : thresholds, version == 1 ? null : oneLabel);
    }

    private sealed record Scratch(TokenCounts Counts, float[] Scores);
}
