using System.Numerics.Tensors;
using Audience.Labeling.Features;
using Audience.Labeling.Scoring;

namespace Audience.Labeling.Forest;

/// <summary>
/// A random forest over token counts. The nodes of all trees lie packed in one array; each leaf holds how likely each label is, and the
/// mean over the trees decides: the best label, or, with several at a time, every one above its threshold.
/// </summary>
public sealed class ForestModel : IScoredModel
{
    // A forest that was learned stays far below.
    private const long MaxSteps = 20_000_000;

    /// <summary>With more nodes a tree that ask for a text's tokens, questions are asked one by one: yes comes soon then.</summary>
    private const int MaxPlaces = 15;

    private readonly Vocabulary _vocabulary;
    private readonly ForestNode[] _nodes;
    private readonly int[] _roots;
    private readonly float[] _leaves; // leaves × labels
    private readonly float[] _thresholds;
    private readonly bool _stored; // whether thresholds are stored
    private readonly NodeIndex _index;
    private readonly ScratchPool<Scratch> _scratch;

    /// <param name="labels">The labels.</param>
    /// <param name="vocabulary">The tokens that nodes ask for.</param>
    /// <param name="nodes">All nodes; they lead to later ones only.</param>
    /// <param name="roots">The first node of each tree.</param>
    /// <param name="leaves">Leaves × labels, 0 to 1.</param>
    /// <param name="thresholds">By label, or null where each text gets the label with the best score.</param>
    /// <param name="oneLabel">Whether each text gets exactly one label; if not told, where there are no thresholds.</param>
    /// <exception cref="ModelFormatException">They do not fit together.</exception>
    public ForestModel(
        IReadOnlyList<string> labels,
        Vocabulary vocabulary,
        ForestNode[] nodes,
        int[] roots,
        float[] leaves,
        float[]? thresholds,
        bool? oneLabel = null
    )
    {
        (Labels, _vocabulary, _nodes, _roots, _leaves) = (labels, vocabulary, nodes, roots, leaves);
        (_thresholds, _stored, OneLabel) = (thresholds ?? new float[labels.Count], thresholds is not null, oneLabel ?? thresholds is null);
        Check();
        _index = new NodeIndex(nodes, vocabulary.Count);
        _scratch = new(() => new Scratch(new TokenCounts(vocabulary), new float[labels.Count], _index.Scratch()));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; }

    /// <inheritdoc/>
    public bool OneLabel { get; }

    /// <inheritdoc/>
    public IReadOnlyList<double> Thresholds => Array.ConvertAll(_thresholds, threshold => (double)threshold);

    /// <summary>The version of its bytes.</summary>
    internal int Version => Math.Max(FeatureFormat.VersionOf(_vocabulary), OneLabel != _stored ? 1 : 2);

    /// <inheritdoc/>
    public void Label(ReadOnlySpan<char> text, LabelSet found)
    {
        ArgumentNullException.ThrowIfNull(found);
        var scratch = _scratch.Rent();
        Score(text, scratch);
        Decision.Take<float>(scratch.Scores, _thresholds, OneLabel, found);
        _scratch.Return(scratch);
    }

    /// <summary>How likely each label is, 0 to 1.</summary>
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
    IReadOnlyList<TextPart> IScoredModel.Parts(string text, int label) => [];

    /// <inheritdoc/>
    IScoredModel IScoredModel.With(IReadOnlyList<double> thresholds) =>
        new ForestModel(Labels, _vocabulary, _nodes, _roots, _leaves, [.. thresholds.Select(threshold => (float)threshold)], OneLabel);

    private void Score(ReadOnlySpan<char> text, Scratch scratch)
    {
        var (counts, scores, marked) = scratch;
        counts.Count(text);
        Array.Clear(scores);
        bool few = _index.Places(counts) <= MaxPlaces * (long)_roots.Length;
        if (few)
            _index.Mark(counts, marked);
        foreach (int root in _roots)
        {
            int node = root;
            while (node >= 0)
                if (few)
                    node = _nodes[NodeIndex.Next(marked, node)].Yes;
                else
                    node = counts[_nodes[node].Token] >= _nodes[node].Min ? _nodes[node].Yes : node + 1;
            TensorPrimitives.Add(scores, _leaves.AsSpan(~node * scores.Length, scores.Length), scores);
        }
        if (few)
            _index.Unmark(counts, marked);
        TensorPrimitives.Divide(scores, _roots.Length, scores);
    }

    // Bytes from outside must not lead out of an array, nor in a circle.
    private void Check()
    {
        int leaves = Labels.Count == 0 ? 0 : _leaves.Length / Labels.Count;
        bool sound =
            Labels.Count > 0
            && _leaves.Length == leaves * Labels.Count
            && _roots.Length > 0
            && _vocabulary.Count > 0
            && _thresholds.Length == Labels.Count
            && (_stored || OneLabel)
            && _roots.All(root => root >= 0 && root < _nodes.Length)
            && _nodes[^1].Min == 0
            && _nodes.Select((n, i) => (n.Min == 0 ? n.Token == 0 : n.Token < _vocabulary.Count) && Fits(n.Yes, i)).All(ok => ok);
        if (!sound || MaxStepsOfAText() > MaxSteps)
            throw new ModelFormatException("the model's trees are damaged");

        bool Fits(int yes, int node) => yes >= 0 ? yes > node && yes < _nodes.Length : ~yes < leaves;
    }

    // Trees that are sound one by one may still be so many and so deep that a text would take hours.
    private long MaxStepsOfAText()
    {
        int[] maxDuration = new int[_nodes.Length];
        for (int node = _nodes.Length - 1; node >= 0; node--)
            maxDuration[node] =
                1 + Math.Max(_nodes[node].Yes >= 0 ? maxDuration[_nodes[node].Yes] : 0, _nodes[node].Min > 0 ? maxDuration[node + 1] : 0);
        return _roots.Sum(root => (long)maxDuration[root]);
    }

    /// <summary>Writes everything but the labels.</summary>
    internal void Write(BinaryWriter writer, int version)
    {
        FeatureFormat.Write(writer, _vocabulary, version);
        writer.WriteMany<ForestNode>(_nodes);
        writer.WriteMany<int>(_roots);
        writer.WriteFloats(_leaves);
        writer.WriteFloats(_stored ? _thresholds : []);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    internal static ForestModel Read(ModelReader reader, IReadOnlyList<string> labels, int version, bool oneLabel)
    {
        var vocabulary = FeatureFormat.ReadVocabulary(reader, version);
        var nodes = reader.Many<ForestNode>();
        int[] roots = reader.Many<int>();
        float[] leaves = reader.Floats(),
            thresholds = reader.Floats();
        return new ForestModel(
            labels,
            vocabulary,
            nodes,
            roots,
            leaves,
            thresholds.Length == 0 ? null : thresholds,
            version == 1 ? null : oneLabel
        );
    }

    private sealed record Scratch(TokenCounts Counts, float[] Scores, ulong[] Marked);
}
