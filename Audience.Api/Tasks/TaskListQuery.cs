using Audience.Api.Errors;
using Audience.Api.Requests;
using Audience.Contracts.Tasks;
using Audience.Data.Tasks;

namespace Audience.Api.Tasks;

/// <summary>What task_list is asked for, as it came.</summary>
public sealed record TaskListQuery(
    string? Stat = null,
    string? Before = null,
    string? Since = null,
    string? ModelType = null,
    string? Search = null
)
{
    private const int MaxSearch = 200;

    /// <summary>Reads it; an empty text is as none for what is searched.</summary>
    /// <exception cref="ApiException">400: something cannot be meant.</exception>
    public TaskFilter ToFilter()
    {
        if (Stat is not null && !Contracts.Tasks.Stat.All.Contains(Stat.ToUpperInvariant()))
            throw TaskErrors.Bad($"stat '{Stat}' is not one of {string.Join(", ", Contracts.Tasks.Stat.All)}");
        string? after = TaskId.TryParse(Before, out var task) ? TaskId.Format(task) : null;
        DateTime before = default,
            since = default;
        if (Before is not null && after is null && !PostTimes.TryParse(Before, out before))
            throw TaskErrors.Bad($"before '{Before}' is neither a task id, a date (2020-01-01) nor a date-time (2020-01-01T06:00:00)");
        if (Since is not null && !PostTimes.TryParse(Since, out since))
            throw TaskErrors.Bad($"since '{Since}' is neither a date (2020-01-01) nor a date-time (2020-01-01T06:00:00)");
        string? search = string.IsNullOrWhiteSpace(Search) ? null : Search.Trim();
        if (search?.Length > MaxSearch)
            throw TaskErrors.Bad($"search has {search.Length} characters; at most {MaxSearch} are looked for");
        return new TaskFilter
        {
            Stat = Stat?.ToUpperInvariant(),
            ModelType = ModelType?.ToLowerInvariant(),
            Since = Since is null ? null : since,
            Before = Before is null || after is not null ? null : before,
            After = after,
            Search = search,
        };
    }
}
