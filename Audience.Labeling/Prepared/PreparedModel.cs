using System.Security.Cryptography;
using System.Text;
using Audience.Labeling.Forest;
using Audience.Labeling.Linear;
using Audience.Labeling.Prepared.Votes;
using Audience.Labeling.Scoring;
using Audience.Labeling.Terms;

namespace Audience.Labeling.Prepared;

/// <summary>
/// A model of any kind with what has to be known of it, and its form as bytes: the same model gives the same bytes. Immutable, safe
/// to share between threads.
/// </summary>
public sealed class PreparedModel : ILabelModel
{
    private const int MaxLabels = 10_000;

    // With the slash of its panel it must fit into the result tables.
    private const int MaxLabelLength = 180;
    private const byte Version = 3;
    private static readonly byte[] Magic = "AUDIENCE"u8.ToArray();

    private readonly ILabelModel _model;
    private readonly string? _pattern;
    private readonly Lazy<byte[]> _bytes;

    private PreparedModel(ModelKind kind, bool multiLabel, ILabelModel model, string? pattern, Calibration? calibration = null)
    {
        if (calibration is not null && calibration.Labels != model.Labels.Count)
            throw new ModelFormatException("the model's calibration does not fit its labels");
        (Kind, MultiLabel, _model, _pattern, Calibration) = (kind, multiLabel, model, pattern, calibration);
        _bytes = new(Serialize);
    }

    /// <summary>Its kind.</summary>
    public ModelKind Kind { get; }

    /// <summary>Whether a text may get several labels, or none.</summary>
    public bool MultiLabel { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => _model.Labels;

    /// <summary>The SHA-256 of its bytes, in lower-case hexadecimal digits.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(_bytes.Value));

    /// <summary>Who votes, and what their votes add; null for other kinds.</summary>
    public VoteModel? Vote => _model as VoteModel;

    /// <summary>The terms and thresholds of a term-weight model; null for other kinds.</summary>
    public TermWeightModel? Terms => _model as TermWeightModel;

    /// <summary>How scores become probabilities; null for rules that people wrote and for models of the first version.</summary>
    public Calibration? Calibration { get; }

    /// <summary>Whether it was learned, so that it gives every label a score.</summary>
    public bool HasScores => _model is IScoredModel;

    /// <summary>
    /// By label: what its score has to exceed; or, where a text gets exactly one label, what is taken from its score before the best one
    /// wins.
    /// </summary>
    /// <exception cref="InvalidOperationException">The model has no scores.</exception>
    public IReadOnlyList<double> Thresholds => Scored.Thresholds;

    /// <summary>What is inside, for tests that look at scores.</summary>
    public ILabelModel Inner => _model;

    /// <summary>A keyword or rule model.</summary>
    /// <param name="kind">Keyword or Rule.</param>
    /// <param name="pattern">PATTERN as JSON text.</param>
    /// <exception cref="PatternException">The pattern cannot be used.</exception>
    public static PreparedModel FromPattern(ModelKind kind, string pattern) =>
        new(kind, true, LabelModels.FromPattern(kind.Name(), pattern), pattern);

    /// <summary>A linear model of kind Svm or LogisticRegression.</summary>
    public static PreparedModel FromLinear(ModelKind kind, bool multiLabel, LinearModel model) => new(kind, multiLabel, model, null);

    /// <summary>A random forest.</summary>
    public static PreparedModel FromForest(bool multiLabel, ForestModel model) => new(ModelKind.RandomForest, multiLabel, model, null);

    /// <summary>A term-weight model.</summary>
    public static PreparedModel FromTerms(TermWeightModel model) => new(ModelKind.TermWeight, !model.OneLabel, model, null);

    /// <summary>A vote of other models.</summary>
    public static PreparedModel FromVotes(VoteModel model) => new(ModelKind.LabelVote, !model.OneLabel, model, null);

    /// <summary>The same model with probabilities.</summary>
    /// <exception cref="ModelFormatException">The calibration is one of other labels.</exception>
    public PreparedModel With(Calibration? calibration) => new(Kind, MultiLabel, _model, _pattern, calibration);

    /// <summary>The same term-weight model with other terms; it keeps its probabilities.</summary>
    public PreparedModel With(TermWeightModel terms) => new(Kind, !terms.OneLabel, terms, null, Calibration);

    /// <summary>The same model with other thresholds.</summary>
    /// <param name="thresholds">By label; finite.</param>
    /// <exception cref="ArgumentException">There is not one number for each label.</exception>
    /// <exception cref="InvalidOperationException">The model has no scores.</exception>
    public PreparedModel WithThresholds(IReadOnlyList<double> thresholds)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        if (thresholds.Count != Labels.Count || !thresholds.All(double.IsFinite))
            throw new ArgumentException($"{Labels.Count} finite numbers are needed, one for each label", nameof(thresholds));
        return new(Kind, MultiLabel, Scored.With(thresholds), null, Calibration);
    }

    /// <inheritdoc/>
    public void Label(ReadOnlySpan<char> text, LabelSet found) => _model.Label(text, found);

    /// <summary>The labels of a text.</summary>
    public IReadOnlyList<string> Predict(string text)
    {
        var found = new LabelSet(Labels.Count);
        Label(text, found);
        var labels = new List<string>();
        for (int label = found.Next(0); label >= 0; label = found.Next(label + 1))
            labels.Add(Labels[label]);
        return labels;
    }

    /// <summary>The score of each label.</summary>
    /// <exception cref="InvalidOperationException">The model has no scores.</exception>
    public double[] Scores(string text)
    {
        double[] scores = new double[Labels.Count];
        Score(text, scores);
        return scores;
    }

    /// <summary>Scores a text; nothing is allocated.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scores">By label; replaced. Negative infinity for a label that is never given.</param>
    /// <exception cref="InvalidOperationException">The model has no scores.</exception>
    public void Score(ReadOnlySpan<char> text, Span<double> scores) => Scored.Score(text, scores);

    /// <summary>The probability of each label, 0 to 1; null where the model has no calibration.</summary>
    /// <remarks>Thresholds may give a rare label to a text for which another one is more probable: they aim at F1.</remarks>
    public double[]? Probabilities(string text)
    {
        if (Calibration is null)
            return null;
        double[] probabilities = Scores(text);
        Calibration.Apply(probabilities, probabilities);
        return probabilities;
    }

    /// <summary>
    /// The pieces of a text that speak most for a label, or against it, the weightiest first; none for forests, which cannot tell.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="label">The number of the label.</param>
    /// <param name="max">How many at most.</param>
    /// <exception cref="InvalidOperationException">The model has no scores.</exception>
    public IReadOnlyList<TextPart> Parts(string text, int label, int max) =>
        [.. Scored.Parts(text, label).OrderByDescending(part => Math.Abs(part.Added)).ThenBy(part => part.Start).Take(max)];

    /// <summary>Its bytes, from which <see cref="FromBytes"/> makes it again.</summary>
    public byte[] ToBytes() => [.. _bytes.Value];

    /// <summary>Whether bytes begin as a model archive does.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Magic);

    /// <summary>The kind that the bytes of an archive name; null where they are none, or of an unknown kind.</summary>
    public static ModelKind? KindOf(ReadOnlySpan<byte> bytes) =>
        IsArchive(bytes) && bytes.Length > Magic.Length + 1 && (ModelKind)bytes[Magic.Length + 1] is var kind && Enum.IsDefined(kind)
            ? kind
            : null;

    /// <summary>Makes a model from bytes that may come from anywhere: sizes are checked, nothing in them is run.</summary>
    /// <exception cref="ModelFormatException">They are no model of ours, or a damaged one.</exception>
    public static PreparedModel FromBytes(ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.Span.StartsWith(Magic))
            throw new ModelFormatException("this is not a model archive of Audience");
        var reader = new ModelReader(bytes[Magic.Length..]);
        byte version = reader.Byte();
        if (version is 0 or > Version)
            throw new ModelFormatException(
                $"the archive has version {version}{(version > Version ? ", which a newer program made" : "")}: "
                    + $"this program reads versions 1 to {Version}"
            );
        var kind = (ModelKind)reader.Byte();
        if (!Enum.IsDefined(kind))
            throw new ModelFormatException($"the archive holds a model of unknown kind {(int)kind}");
        bool multiLabel = reader.Byte() != 0;
        try
        {
            if (!kind.IsTrainable())
                return Ended(FromPattern(kind, reader.Text()));
            string[] labels = reader.Texts(MaxLabels);
            if (labels.Length == 0 || labels.Distinct(StringComparer.Ordinal).Count() != labels.Length)
                throw new ModelFormatException("the model has no labels, or one twice");
            var model = kind switch
            {
                ModelKind.Svm or ModelKind.LogisticRegression => FromLinear(
                    kind,
                    multiLabel,
                    LinearModel.Read(reader, labels, version, !multiLabel)
                ),
                ModelKind.LabelVote => FromVotes(VoteModel.Read(reader, labels, !multiLabel)),
                ModelKind.RandomForest => FromForest(multiLabel, ForestModel.Read(reader, labels, version, !multiLabel)),
                _ => FromTerms(TermWeightModel.Read(reader, labels, !multiLabel)),
            };
            return Ended(version > 1 && reader.Byte() != 0 ? model.With(Scoring.Calibration.Read(reader)) : model);
        }
        catch (PatternException e)
        {
            throw new ModelFormatException(e.Message, e);
        }

        PreparedModel Ended(PreparedModel model)
        {
            if (model.Labels.FirstOrDefault(label => label.Length is 0 or > MaxLabelLength) is { } label)
                throw new ModelFormatException($"a label of the model has {label.Length} characters: 1 to {MaxLabelLength} are allowed");
            return reader.Left == 0 ? model : throw new ModelFormatException($"{reader.Left} bytes follow the model");
        }
    }

    private IScoredModel Scored =>
        _model as IScoredModel ?? throw new InvalidOperationException($"a {Kind.Name()} has no scores: people wrote its rules");

    private byte[] Serialize()
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer);
        // What an older version can hold is written so: older programs read it, and models are known by the hash of their bytes.
        int needed = _model switch
        {
            LinearModel linear => linear.Version,
            ForestModel forest => forest.Version,
            TermWeightModel { OneLabel: true } or VoteModel => 2,
            _ => 1,
        };
        byte version = (byte)Math.Max(needed, Calibration is null ? 1 : 2);
        writer.Write(Magic);
        writer.Write(version);
        writer.Write((byte)Kind);
        writer.Write(MultiLabel);
        if (_pattern is not null)
        {
            writer.WriteMany<byte>(Encoding.UTF8.GetBytes(_pattern));
            return buffer.ToArray();
        }
        writer.Write(Labels.Count);
        foreach (string label in Labels)
            writer.WriteMany<byte>(Encoding.UTF8.GetBytes(label));
        switch (_model)
        {
            case LinearModel linear:
                linear.Write(writer, version);
                break;
            case ForestModel forest:
                forest.Write(writer, version);
                break;
            case TermWeightModel terms:
                terms.Write(writer);
                break;
            case VoteModel vote:
                vote.Write(writer);
                break;
        }
        if (version > 1)
        {
            writer.Write(Calibration is not null);
            Calibration?.Write(writer);
        }
        return buffer.ToArray();
    }
}
