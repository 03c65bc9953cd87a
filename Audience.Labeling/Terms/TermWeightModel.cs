using Audience.Labeling.Scoring;

namespace Audience.Labeling.Terms;

/// <summary>
/// A text gets a label when the sum of the weights of the label's terms in it, each as often as it occurs, is above the label's
/// threshold; or, where each text gets exactly one label, when it is the furthest above it, or the least below.
/// </summary>
public sealed class TermWeightModel : IScoredModel
{
    /// <summary>The longest term, in UTF-16 units.</summary>
    public const int MaxTermLength = 100;

    /// <summary>How many UTF-16 units all terms together may have: what finds them is larger by far.</summary>
    public const int MaxCharacters = 4_000_000;

    private readonly TermTrie _trie;
    private readonly ScratchPool<double[]> _scores;
    private readonly double[] _thresholds;

    /// <param name="labels">The labels.</param>
    /// <param name="terms">Those of one label that differ by case only add up.</param>
    /// <param name="thresholds">By label.</param>
    /// <param name="oneLabel">Whether each text gets exactly one label.</param>
    /// <exception cref="ModelFormatException">They do not fit together.</exception>
    public TermWeightModel(
        IReadOnlyList<string> labels,
        IReadOnlyList<TermWeight> terms,
        IReadOnlyList<double> thresholds,
        bool oneLabel = false
    )
    {
        if (thresholds.Count != labels.Count || thresholds.Any(double.IsNaN))
            throw new ModelFormatException("the model's thresholds do not fit its labels");
        if (terms.Sum(term => (long)term.Term.Length) > MaxCharacters)
            throw new ModelFormatException($"the terms have more than {MaxCharacters} characters together");
        (Labels, Terms, Thresholds, OneLabel) = (labels, terms, thresholds, oneLabel);
        var numbers = labels.Select((label, number) => (label, number)).ToDictionary(l => l.label, l => l.number, StringComparer.Ordinal);
        _trie = new TermTrie(
            terms.Select(term =>
                term.Term.Length is 0 or > MaxTermLength || !double.IsFinite(term.Weight) || !numbers.TryGetValue(term.Label, out int label)
                    ? throw new ModelFormatException(
                        $"the term '{term.Term}' of label '{term.Label}' cannot be used: 1 to "
                            + $"{MaxTermLength} characters, a finite weight, and a label of the model"
                    )
                    : (term.Term, label, term.Weight)
            )
        );
        _scores = new(() => new double[labels.Count]);
        _thresholds = [.. thresholds];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The terms.</summary>
    public IReadOnlyList<TermWeight> Terms { get; }

    /// <summary>The thresholds, by label.</summary>
    public IReadOnlyList<double> Thresholds { get; }

    /// <summary>Whether each text gets exactly one label.</summary>
    public bool OneLabel { get; }

    /// <inheritdoc/>
    public void Label(ReadOnlySpan<char> text, LabelSet found)
    {
        ArgumentNullException.ThrowIfNull(found);
        double[] scores = _scores.Rent();
        Array.Clear(scores);
        _trie.Score(text, scores);
        Decision.Take<double>(scores, _thresholds, OneLabel, found);
        _scores.Return(scores);
    }

    /// <summary>The score of each label.</summary>
    public double[] Score(ReadOnlySpan<char> text)
    {
        double[] scores = new double[Labels.Count];
        _trie.Score(text, scores);
        return scores;
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<char> text, Span<double> scores)
    {
        scores.Clear();
        _trie.Score(text, scores);
    }

    /// <inheritdoc/>
    IReadOnlyList<TextPart> IScoredModel.Parts(string text, int label) =>
        [
            .. _trie
                .Find(text, label)
                .GroupBy(o => text[o.Start..o.End], StringComparer.OrdinalIgnoreCase)
                .Select(same => new TextPart(
                    [.. same.Take(TextPart.MostPlaces).Select(o => new TextSpan(o.Start, o.End - o.Start))],
                    same.Sum(o => o.Weight)
                )),
        ];

    /// <inheritdoc/>
    IScoredModel IScoredModel.With(IReadOnlyList<double> thresholds) => new TermWeightModel(Labels, Terms, thresholds, OneLabel);

    /// <summary>The same model with other terms.</summary>
    /// <param name="terms">The terms.</param>
    /// <exception cref="ModelFormatException">One of them cannot be used.</exception>
    public TermWeightModel With(IReadOnlyList<TermWeight> terms) => new(Labels, terms, Thresholds, OneLabel);

    /// <summary>Writes everything but the labels.</summary>
    internal void Write(BinaryWriter writer)
    {
        var numbers = Labels.Select((label, number) => (label, number)).ToDictionary(l => l.label, l => l.number, StringComparer.Ordinal);
        foreach (double threshold in Thresholds)
            writer.Write(threshold);
        writer.Write(Terms.Count);
        foreach (var term in Terms)
        {
            writer.Write(numbers[term.Label]);
            writer.WriteMany<byte>(System.Text.Encoding.UTF8.GetBytes(term.Term));
            writer.Write(term.Weight);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    internal static TermWeightModel Read(ModelReader reader, IReadOnlyList<string> labels, bool oneLabel)
    {
        double[] thresholds = new double[labels.Count];
        for (int label = 0; label < thresholds.Length; label++)
            thresholds[label] = reader.Double();
        int count = reader.Int();
        if (count < 0 || count > reader.Left / 16)
            throw new ModelFormatException($"the model is damaged or cut off: it announces {count} terms");
        var terms = new List<TermWeight>(count);
        for (int i = 0; i < count; i++)
        {
            int label = reader.Int();
            if (label < 0 || label >= labels.Count)
                throw new ModelFormatException("the model has a term of an unknown label");
            terms.Add(new TermWeight(labels[label], reader.Text(), reader.Double()));
        }
        return new TermWeightModel(labels, terms, thresholds, oneLabel);
    }
}
