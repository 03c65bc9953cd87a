using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Tasks;

/// <summary>Abort, resume and delete.</summary>
internal static class TaskActions
{
    /// <summary>Adds the endpoints; each leads back to the page that the form names, or to where its effect is seen.</summary>
    public static void MapTaskActions(this IEndpointRouteBuilder console)
    {
        Map(console, "abort", (api, task, cancellation) => api.AbortTaskAsync(task, cancellation), "/tasks/{0}");
        Map(console, "resume", (api, task, cancellation) => api.ResumeTaskAsync(task, cancellation), "/tasks/{0}");
        Map(console, "delete", (api, task, cancellation) => api.DeleteTaskAsync(task, cancellation), "/tasks");
    }

    private static void Map(
        IEndpointRouteBuilder console,
        string name,
        Func<AudienceClient, TaskIdRequest, CancellationToken, Task> act,
        string back
    ) =>
        console.MapPost(
            "/tasks/{id}/" + name,
            async (HttpContext http, Visits visits, string id) =>
            {
                var (_, api) = await visits.OpenAsync(http);
                await act(api, new TaskIdRequest { TaskId = id }, http.RequestAborted);
                var form = await http.Request.ReadFormAsync(http.RequestAborted);
                return Results.Redirect(
                    Page.Ours(form["back"])
                        ?? ConsoleRegistration.Path + back.Replace("{0}", Uri.EscapeDataString(id), StringComparison.Ordinal)
                );
            }
        );
}
