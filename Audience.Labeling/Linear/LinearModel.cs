using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Audience.Labeling.Features;
using Audience.Labeling.Prepared;

namespace Audience.Labeling.Linear;

/// <summary>
/// A linear classifier over TF-IDF: a score per label, the best one wins, or, with several labels at a time, every one above its
/// threshold. The weights are those that ML.NET learned; scoring is a sparse dot product, without ML.NET.
/// </summary>
public sealed class LinearModel : ILabelModel
{
    private readonly TfIdf _features;
    private readonly float[] _weights; // by token, then label: what a token adds lies side by side
    private readonly float[] _bias;
    private readonly float[]? _thresholds;
    private readonly ScratchPool<Scratch> _scratch;

    /// <param name="labels">The labels.</param>
    /// <param name="features">What texts are turned into.</param>
    /// <param name="weights">Tokens × labels.</param>
    /// <param name="bias">By label; negative infinity for a label that no document had.</param>
    /// <param name="thresholds">By label, or null where each text gets exactly one label.</param>
    public LinearModel(IReadOnlyList<string> labels, TfIdf features, float[] weights, float[] bias, float[]? thresholds)
    {
        if (
            weights.Length != (long)features.Vocabulary.Count * labels.Count
            || bias.Length != labels.Count
            || thresholds is not null && thresholds.Length != labels.Count
        )
            throw new ModelFormatException("the model's weights do not fit its labels and tokens");
        (Labels, _features, _weights, _bias, _thresholds) = (labels, features, weights, bias, thresholds);
        _scratch = new(() => new Scratch(new TokenCounts(features.Vocabulary), new float[labels.Count]));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; }

    /// <inheritdoc/>
    public void Label(ReadOnlySpan<char> text, LabelSet found)
    {
        ArgumentNullException.ThrowIfNull(found);
        var scratch = _scratch.Rent();
        Score(text, scratch.Counts, scratch.Scores);
        if (_thresholds is null)
            found.Add(TensorPrimitives.IndexOfMax(scratch.Scores));
        else
            for (int label = 0; label < _thresholds.Length; label++)
                if (scratch.Scores[label] > _thresholds[label])
                    found.Add(label);
        _scratch.Return(scratch);
    }

    /// <summary>The score of each label.</summary>
    public float[] Score(ReadOnlySpan<char> text)
    {
        float[] scores = new float[Labels.Count];
        Score(text, new TokenCounts(_features.Vocabulary), scores);
        return scores;
    }

    private void Score(ReadOnlySpan<char> text, TokenCounts counts, Span<float> scores)
    {
        counts.Count(text);
        scores.Clear();
        float squares = 0;
        int labels = scores.Length;
        foreach (int token in CollectionsMarshal.AsSpan((List<int>)counts.Found))
        {
            float value = _features.Weight(token, counts[token]);
            squares += value * value;
            TensorPrimitives.MultiplyAdd(_weights.AsSpan(token * labels, labels), value, scores, scores);
        }
        float scale = squares > 0 ? 1 / MathF.Sqrt(squares) : 0;
        for (int label = 0; label < labels; label++)
            scores[label] = scores[label] * scale + _bias[label];
    }

    /// <summary>Writes everything but the labels.</summary>
    internal void Write(BinaryWriter writer)
    {
        FeatureFormat.Write(writer, _features);
        writer.WriteFloats(_weights);
        writer.WriteFloats(_bias);
        writer.WriteFloats(_thresholds ?? []);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    internal static LinearModel Read(ModelReader reader, IReadOnlyList<string> labels)
    {
        var features = FeatureFormat.Read(reader);
        float[] weights = reader.Floats(),
            bias = reader.Floats(),
            thresholds = reader.Floats();
        return new LinearModel(labels, features, weights, bias, thresholds.Length == 0 ? null : thresholds);
    }

    private sealed record Scratch(TokenCounts Counts, float[] Scores);
}
