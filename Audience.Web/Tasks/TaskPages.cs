using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Tasks;

/// <summary>The list of tasks, and one of them.</summary>
internal static class TaskPages
{
    private const int PageSize = 50;

    /// <summary>Adds the pages.</summary>
    public static void MapTaskPages(this IEndpointRouteBuilder console)
    {
        console.MapGet("/tasks", ListAsync);
        console.MapGet("/tasks/{id}", OneAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, Visits visits)
    {
        var (view, api) = await visits.OpenAsync(http);
        var query = TaskQuery.Of(http.Request.Query);
        // One more than is shown says whether there is a next page.
        var found = (
            await api.ListTasksAsync(PageSize + 1, query.Stat, query.Before, query.Since, query.Model, query.Search, http.RequestAborted)
        ).Content;
        var parameters = new Dictionary<string, object?>
        {
            ["View"] = view,
            ["Tasks"] = (IReadOnlyList<TaskSummary>)[.. found.Take(PageSize)],
            ["Query"] = query,
            ["More"] = found.Count > PageSize,
        };
        return Page.PartOf(http.Request) is not null ? Page.Of<TaskListPart>(parameters) : Page.Of<TasksPage>(parameters);
    }

    private static async Task<IResult> OneAsync(HttpContext http, Visits visits, string id)
    {
        var (view, api) = await visits.OpenAsync(http);
        var task = (await api.GetTaskStatusAsync(id, http.RequestAborted)).ErrorMessage;
        var chunks = Ask.TryAsync(async () => (await api.GetTaskChunksAsync(id, cancellationToken: http.RequestAborted)).ErrorMessage);
        if (Page.PartOf(http.Request) == "task")
            return Page.Of<TaskPart>(
                new Dictionary<string, object?>
                {
                    ["View"] = view,
                    ["Task"] = task,
                    ["Chunks"] = (await chunks).Answer,
                }
            );
        var query = TaskReportQuery.Of(task.TaskId, http.Request.Query);
        var report = await TaskReport.AskAsync(api, id, query, http.RequestAborted);
        if (Page.PartOf(http.Request) == "sample")
            return Page.Of<SamplePart>(new Dictionary<string, object?> { ["View"] = view, ["Report"] = report });
        return Page.Of<TaskPage>(
            new Dictionary<string, object?>
            {
                ["View"] = view,
                ["Task"] = task,
                ["Chunks"] = (await chunks).Answer,
                ["Report"] = report,
            }
        );
    }
}
