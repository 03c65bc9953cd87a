using System.Text.Json;
using Audience.Contracts.Tasks.Explain;
using Audience.Labeling;
using Audience.Labeling.Prepared;
using Audience.Labeling.RuleReports;

namespace Audience.Api.Tasks.Explain;

/// <summary>Tells why texts get the labels that a model gives them.</summary>
public sealed class TextExplainer
{
    private const int SpansPerRule = 100;
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
            Scores = [.. _scored.SelectMany(model => Scores(model, text))],
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

    private static IEnumerable<LabelScore> Scores(PreparedModel model, string text)
    {
        double[] scores = model.Scores(text);
        double[]? probabilities = model.Probabilities(text);
        return model.Labels.Select(
            (label, i) =>
                new LabelScore
                {
                    Label = label,
                    // JSON has no infinity.
                    Score = double.IsFinite(scores[i]) ? scores[i] : null,
                    Threshold = model.Thresholds[i],
                    Probability = probabilities?[i],
                }
        );
    }
}
