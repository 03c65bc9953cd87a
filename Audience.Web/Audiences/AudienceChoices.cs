using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Audiences;

/// <summary>What an audience can be made of.</summary>
public sealed record AudienceChoices
{
    // More panels than that are typed; labels of more tasks are not looked up for a form.
    private const int MaxTasks = 50,
        MaxPanels = 60,
        MaxAsked = 20,
        MaxRuns = 5;

    /// <summary>The schedules that have run: the panels of all their runs together.</summary>
    public IReadOnlyList<ScheduleSummary> Schedules { get; init; } = [];

    /// <summary>The latest tasks that have panels.</summary>
    public IReadOnlyList<TaskSummary> Tasks { get; init; } = [];

    /// <summary>Whether there is anything to choose.</summary>
    public bool Any => Schedules.Count + Tasks.Count > 0;

    /// <summary>The panels of what was chosen with their posts, most first; of a schedule, those of its latest runs.</summary>
    public IReadOnlyList<(string Panel, long Posts)> Panels { get; init; } = [];

    /// <summary>Whether there are more panels than those.</summary>
    public bool HasMore { get; init; }

    /// <summary>The source groups of what was chosen.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Whether the posts of panels are known: of the runs of a schedule they are not, as runs overlap.</summary>
    public bool CountsPosts { get; init; }

    /// <summary>Asks the API.</summary>
    public static async Task<AudienceChoices> AskAsync(AudienceClient api, AudienceQuery query, CancellationToken cancellationToken)
    {
        var listed = api.ListTasksAsync(MaxTasks, "SUCCESS", cancellationToken: cancellationToken);
        var schedules = (await api.ListSchedulesAsync(cancellationToken)).ErrorMessage.Where(s => s.Watermark is not null).ToList();
        var chosen = schedules.Where(s => query.Of.Contains(s.ScheduleId)).Select(s => s.ScheduleId).ToList();
        var runs = await Task.WhenAll(chosen.Take(MaxAsked).Select(id => RunsAsync(api, id, cancellationToken)));
        var asked = query.Of.Except(chosen).Concat(runs.SelectMany(r => r)).Distinct().Take(MaxAsked);
        var answers = await Task.WhenAll(
            asked.Select(id => Ask.TryAsync(async () => (await api.GetTaskLabelsAsync(id, cancellationToken)).ErrorMessage))
        );
        var labels = answers.SelectMany(a => a.Answer?.Labels ?? []).ToList();
        var panels = labels.GroupBy(l => "/" + l.Label).Select(g => (Panel: g.Key, Posts: g.Sum(l => l.Posts))).ToList();
        return new AudienceChoices
        {
            Schedules = schedules,
            Tasks = [.. (await listed).Content.Where(t => t.ProdStat == "finish")],
            Panels = [.. panels.OrderByDescending(p => p.Posts).Take(MaxPanels)],
            // An earlier run of a schedule may have had others.
            HasMore = panels.Count is 0 or > MaxPanels || query.Of.Count > MaxAsked || chosen.Count > 0,
            CountsPosts = chosen.Count == 0,
            Groups = [.. labels.SelectMany(l => l.Groups).Select(g => g.Group).Distinct().Order(StringComparer.Ordinal)],
        };
    }

    // The tasks of a schedule's latest runs: of the schedule itself the API keeps no report.
    private static async Task<IEnumerable<string>> RunsAsync(AudienceClient api, string id, CancellationToken cancellationToken)
    {
        var (details, _) = await Ask.TryAsync(async () => (await api.GetScheduleAsync(id, cancellationToken)).ErrorMessage);
        return details?.Runs.Select(r => r.TaskId).OfType<string>().Take(MaxRuns) ?? [];
    }
}
