using Audience.Client;
using Audience.Web.Parts;
using Audience.Web.Serving;

namespace Audience.Web.Tasks;

/// <summary>What a task's page shows beside its state.</summary>
public sealed record TaskReport
{
    private const int RulesOfPage = 100,
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

    /// <summary>Asks the API for all of it.</summary>
    public static async Task<TaskReport> AskAsync(AudienceClient api, string id, TaskReportQuery query, CancellationToken cancellationToken)
    {
        var labels = TryAsync(async () => (await api.GetTaskLabelsAsync(id, cancellationToken)).ErrorMessage);
        var rules = TryAsync(async () =>
            (await api.GetTaskRulesAsync(id, query.Label, query.Sort, RulesOfPage, query.Offset, cancellationToken)).ErrorMessage
        );
        var details = TryAsync(async () => (await api.GetTaskDefinitionAsync(id, cancellationToken)).ErrorMessage);
        var sample = TryAsync(async () =>
            (
                await api.SampleTaskAsync(
                    id,
                    query.Label,
                    query.Group,
                    query.Rule,
                    query.Conflict ? true : null,
                    explain: true,
                    cancellationToken: cancellationToken
                )
            ).ErrorMessage
        );
        var (rows, mistake) = await sample;
        return new TaskReport
        {
            Query = query,
            Labels = (await labels).Answer,
            Rules = (await rules).Answer,
            RulesMistake = (await rules).Mistake?.Text ?? "",
            Details = (await details).Answer,
            Sample = rows ?? [],
            // A task without rows has no sample, which is no error of the page.
            SampleMistake = mistake is { Status: 400 } ? mistake.Text : null,
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

    private static async Task<(T? Answer, ApiMistake? Mistake)> TryAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return (await ask(), null);
        }
        catch (AudienceException e) when (e.StatusCode is 400 or 404 or 500)
        {
            return (null, new ApiMistake(e.StatusCode, string.Join(' ', ApiMistakes.Of(e).Select(m => m.Text))));
        }
    }

    private sealed record ApiMistake(int Status, string Text);
}
