using Audience.Contracts.Tasks.Reports;
using Audience.Data.Production;
using Audience.Data.Tasks;

namespace Audience.Api.Tasks.Reports;

/// <summary>Puts together what labels did.</summary>
/// <param name="figures">Of the chunks.</param>
/// <param name="panels">Of production, by group that is produced.</param>
/// <param name="panelOf">The panel of a label.</param>
internal sealed class LabelAnswer(RunFigures figures, ILookup<string, PanelFigures> panels, Func<string, string> panelOf)
{
    /// <summary>The answer.</summary>
    public TaskLabels Make() =>
        new()
        {
            Posts = figures.Posts,
            Labels =
            [
                .. figures.Labels.Select(label => new TaskLabel
                {
                    Label = label.Key,
                    Panel = panelOf(label.Key),
                    Posts = label.Value.Posts,
                    Groups = [.. label.Value.Groups.Select(group => Group(panelOf(label.Key), group.Key, group.Value))],
                }),
            ],
            Pairs =
            [
                .. figures.Pairs.Select(pair => new LabelPair
                {
                    First = pair.Key.First,
                    Second = pair.Key.Second,
                    Posts = pair.Value,
                    Authors = Authors(panelOf(pair.Key.First), panelOf(pair.Key.Second)),
                }),
            ],
            Days =
            [
                .. figures.Labels.SelectMany(label =>
                    label.Value.Days.Select(day => new LabelDay
                    {
                        Label = label.Key,
                        Day = day.Key,
                        Posts = day.Value,
                    })
                ),
            ],
        };

    private LabelGroup Group(string panel, string group, long posts)
    {
        var found = panels[group].FirstOrDefault(figures => figures.Panel == panel && figures.Other.Length == 0);
        return new LabelGroup
        {
            Group = group,
            Posts = posts,
            Authors = found?.Authors,
            Lost = found?.Lost,
        };
    }

    // An author is of one source, and so of one group.
    private long? Authors(string one, string other)
    {
        if (panels.Count == 0)
            return null;
        var all = panels.SelectMany(group => group);
        if (one == other)
            return all.Where(figures => figures.Panel == one && figures.Other.Length == 0).Sum(figures => figures.Authors + figures.Lost);
        var (first, second) = string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
        return all.Where(figures => figures.Panel == first && figures.Other == second).Sum(figures => figures.Authors);
    }
}
