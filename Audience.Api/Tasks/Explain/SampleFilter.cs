using Audience.Api.Errors;
using Audience.Contracts.Tasks;
using Audience.Data.Production;
using Audience.Hosting.Settings;
using Audience.Labeling.Items;
using Audience.Labeling.RuleReports;

namespace Audience.Api.Tasks.Explain;

/// <summary>Looks at rows of a task with the model that labelled them.</summary>
/// <param name="query">What is asked for.</param>
/// <param name="explainer">The task's model.</param>
/// <param name="labels">What labels mean.</param>
internal sealed class SampleFilter(SampleQuery query, TextExplainer explainer, LabelSettings labels)
{
    private readonly ConflictGroups _conflicts = labels.ConflictGroups;

    /// <summary>The panel that is asked for; null for any.</summary>
    /// <exception cref="Errors.ApiException">400: the task does not give such a label.</exception>
    public string? Panel { get; } = PanelOf(query, explainer, labels);

    /// <summary>Whether a row is asked for.</summary>
    public bool Takes(SampleRow row)
    {
        if (!query.Conflict && query.Rule is null)
            return true;
        string text = row.MatchContent ?? "";
        int group = _conflicts.Of(row.Panel ?? "");
        if (
            query.Conflict
            && (
                group < 0
                || !explainer.Labels(text).Select(labels.PanelNames.Of).Any(panel => panel != row.Panel && _conflicts.Of(panel) == group)
            )
        )
            return false;
        return query.Rule is not { } rule
            || explainer.Matches(text).Any(match => match.Rule == rule && labels.PanelNames.Of(match.Label) == Panel);
    }

    /// <summary>The row, with why it has its panel where that is asked for.</summary>
    public SampleRow Explain(SampleRow row)
    {
        if (!query.Explain)
            return row;
        RuleMatch[] matches = [.. explainer.Matches(row.MatchContent ?? "").Where(match => labels.PanelNames.Of(match.Label) == row.Panel)];
        var scores = explainer.Scores(row.MatchContent ?? "", label => labels.PanelNames.Of(label) == row.Panel);
        return row with
        {
            Matches = TextExplainer.Answer(matches),
            MatchMeta = MatchLine.Of(matches),
            Scores = scores.Count > 0 ? scores : null,
        };
    }

    private static string? PanelOf(SampleQuery query, TextExplainer explainer, LabelSettings labels)
    {
        if (query.Label is not { } label)
            return null;
        string[] panels = [.. explainer.AllLabels.Select(labels.PanelNames.Of)];
        return panels.Contains(labels.PanelNames.Of(label)) ? labels.PanelNames.Of(label)
            : panels.Contains(label) ? label
            : throw TaskErrors.Bad($"label '{label}' is none of this task");
    }
}
