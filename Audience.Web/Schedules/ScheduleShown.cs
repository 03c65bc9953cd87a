using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Schedules;

/// <summary>A schedule with the figures of its runs.</summary>
public sealed record ScheduleShown : IFormValues
{
    private const int MaxRuns = 25;

    /// <summary>The schedule and its runs.</summary>
    public required ScheduleDetails Details { get; init; }

    /// <summary>The tasks of the runs that are shown.</summary>
    public required IReadOnlyDictionary<string, TaskSummary> Tasks { get; init; }

    /// <summary>What was wrong with the last change.</summary>
    public IReadOnlyList<Mistake> Mistakes { get; init; } = [];

    /// <summary>The range that was to be labelled again.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>A field of the range.</summary>
    public string this[string name] => Values.GetValueOrDefault(name, "");

    /// <summary>The latest runs.</summary>
    public IEnumerable<ScheduleRun> Runs => Details.Runs.Take(MaxRuns);

    /// <summary>Whether something of it goes on.</summary>
    public bool IsBusy => Details.Schedule.Running || Details.Runs.Any(r => r.Status == "waiting");

    /// <summary>Asks the API.</summary>
    public static async Task<ScheduleShown> AskAsync(AudienceClient api, string id, CancellationToken cancellationToken)
    {
        var details = (await api.GetScheduleAsync(id, cancellationToken)).ErrorMessage;
        var asked = details
            .Runs.Take(MaxRuns)
            .Where(r => r.TaskId is not null)
            .Select(r => Ask.TryAsync(async () => (await api.GetTaskStatusAsync(r.TaskId!, cancellationToken)).ErrorMessage));
        var tasks = (await Task.WhenAll(asked)).Select(a => a.Answer).OfType<TaskSummary>();
        return new ScheduleShown { Details = details, Tasks = tasks.DistinctBy(t => t.TaskId).ToDictionary(t => t.TaskId) };
    }
}
