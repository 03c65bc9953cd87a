using System.Text.Json;
using Audience.Contracts.Tasks.Explain;
using Audience.Labeling;
using Audience.Labeling.Items;
using Audience.Labeling.Prepared;
using Audience.Labeling.RuleReports;
using Audience.Labeling.Scoring;

namespace Audience.Api.Tasks.Explain;

/// <summary>Tells why texts get the labels that a model gives them.</summary>
public sealed class TextExplainer
{
    private const int SpansPerRule = 100,
        MostParts = 10;
    private readonly ILabelModel _model;
    private readonly IRuleModel? _rules;
    private readonly PreparedModel[] _scored;

    /// <param name="parts">What labels, in order.</param>
    public TextExplainer(IReadOnlyList<ILabelModel> parts)
    {
        _model = parts is [var only] ? only : new UnionModel(parts);
        _rules = RuleModels.Of(_model);
        _scored = [.. parts.OfType<PreparedModel>().Where(part => part.HasScores)];
    }

    /// <summary>The labels that the model can give.</summary>
    public IReadOnlyList<string> AllLabels => _model.Labels;

    /// <summary>The labels of a text.</summary>
    public IReadOnlyList<string> Labels(string text)
    {
        var found = new LabelSet(_model.Labels.Count);
        _model.Label(text, found);
        return [.. _model.Labels.Where((_, label) => found.Contains(label))];
    }

    /// <summary>The rules that match a text.</summary>
    public IReadOnlyList<RuleMatch> Matches(string text) => _rules?.Explain(text, SpansPerRule) ?? [];

    /// <summary>Everything about a text.</summary>
    public ExplainedText Explain(string text)
    {
        var matches = Matches(text);
        return new ExplainedText
        {
            Labels = Labels(text),
            Matches = Answer(matches),
            MatchMeta = MatchLine.Of(matches),
            Scores = Scores(text, _ => true),
        };
    }

    /// <summary>Matches as they are shown.</summary>
    public static IReadOnlyList<MatchedRule> Answer(IEnumerable<RuleMatch> matches) =>
        [
            .. matches.Select(match => new MatchedRule
            {
                Label = match.Label,
                Rule = match.Rule,
                Item = JsonSerializer.Deserialize<JsonElement>(match.Item),
                Spans = [.. match.Spans.Select(span => new[] { span.Start, span.Length })],
            }),
        ];

    /// <summary>What the learned models make of a text, for some of their labels.</summary>
    public IReadOnlyList<LabelScore> Scores(string text, Func<string, bool> takes) =>
        [.. _scored.Where(model => model.Labels.Any(takes)).SelectMany(model => Scores(model, text, takes))];

    private static IEnumerable<LabelScore> Scores(PreparedModel model, string text, Func<string, bool> takes)
    {
        double[] scores = model.Scores(text);
        double[]? probabilities = model.Probabilities(text);
        return model
            .Labels.Index()
            .Where(label => takes(label.Item))
            .Select(label => new LabelScore
            {
                Label = label.Item,
                // JSON has no infinity.
                Score = double.IsFinite(scores[label.Index]) ? scores[label.Index] : null,
                Threshold = model.Thresholds[label.Index],
                Probability = probabilities?[label.Index],
                Parts = [.. model.Parts(text, label.Index, MostParts).Select(part => Part(text, part))],
            });
    }

    private static ExplainedPart Part(string text, TextPart part) =>
        new()
        {
            Text = text.Substring(part.Start, part.Length),
            Spans = [.. part.Places.Select(place => new[] { place.Start, place.Length })],
            Added = part.Added,
        };
}
