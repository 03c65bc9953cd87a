using Audience.Client;
using Audience.Web.Parts;
using Audience.Web.Serving;

namespace Audience.Web.Tasks;

/// <summary>What a task's page shows beside its state.</summary>
public sealed record TaskReport
{
    private const int RulesOfPage = 100,
        SampleRows = 20,
        OtherTasks = 50,
        MaxDays = 366;

    /// <summary>What is asked for.</summary>
    public required TaskReportQuery Query { get; init; }

    /// <summary>What its labels do; null where nobody counted.</summary>
    public TaskLabels? Labels { get; init; }

    /// <summary>What its rules do; null where nobody counted.</summary>
    public TaskRules? Rules { get; init; }

    /// <summary>Why there is no report of rules.</summary>
    public string RulesMistake { get; init; } = "";

    /// <summary>How it was defined; null for tasks of earlier versions.</summary>
    public TaskDetails? Details { get; init; }

    /// <summary>Rows of it.</summary>
    public IReadOnlyList<SampleRow> Sample { get; init; } = [];

    /// <summary>Why there are none, where that is a mistake.</summary>
    public string? SampleMistake { get; init; }

    /// <summary>Other tasks that it may be compared with, the latest first.</summary>
    public IReadOnlyList<TaskSummary> Others { get; init; } = [];

    /// <summary>Asks the API for all of it.</summary>
    public static async Task<TaskReport> AskAsync(AudienceClient api, string id, TaskReportQuery query, CancellationToken cancellationToken)
    {
        var labels = Ask.TryAsync(async () => (await api.GetTaskLabelsAsync(id, cancellationToken)).ErrorMessage);
        var rules = Ask.TryAsync(async () =>
            (await api.GetTaskRulesAsync(id, query.Label, query.Sort, RulesOfPage, query.Offset, cancellationToken)).ErrorMessage
        );
        var details = Ask.TryAsync(async () => (await api.GetTaskDefinitionAsync(id, cancellationToken)).ErrorMessage);
        var sample = Ask.TryAsync(async () =>
            (
                await api.SampleTaskAsync(
                    id,
                    query.Label,
                    query.Group,
                    query.Rule,
                    query.Conflict ? true : null,
                    SampleRows,
                    explain: true,
                    cancellationToken: cancellationToken
                )
            ).ErrorMessage
        );
        var others = Ask.TryAsync(async () =>
            (await api.ListTasksAsync(OtherTasks, "SUCCESS", cancellationToken: cancellationToken)).Content
        );
        var (rows, mistake) = await sample;
        return new TaskReport
        {
            Query = query,
            Labels = (await labels).Answer,
            Rules = (await rules).Answer,
            RulesMistake = (await rules).Mistake ?? "",
            Details = (await details).Answer,
            Others = [.. ((await others).Answer ?? []).Where(t => t.TaskId != id && t.ProdStat is not null)],
            Sample = rows ?? [],
            // A task without rows has no sample, which is no error of the page; a filter that it has not is one.
            SampleMistake = query.Label is null ? null : mistake,
        };
    }

    /// <summary>Labelled posts per day, of the label that is asked for or of all.</summary>
    public IReadOnlyList<DayPosts> Days
    {
        get
        {
            var posts = (Labels?.Days ?? [])
                .Where(d => Query.Label is null || d.Label == Query.Label)
                .GroupBy(d => d.Day)
                .ToDictionary(d => d.Key, d => d.Sum(x => x.Posts));
            if (posts.Count == 0)
                return [];
            var (first, last) = (posts.Keys.Min(), posts.Keys.Max());
            int days = (last - first).Days + 1,
                step = (days + MaxDays - 1) / MaxDays;
            return
            [
                .. Enumerable
                    .Range(0, (days + step - 1) / step)
                    .Select(i => first.AddDays(i * step))
                    .Select(day => new DayPosts(day, Enumerable.Range(0, step).Sum(i => posts.GetValueOrDefault(day.AddDays(i))))),
            ];
        }
    }
}
