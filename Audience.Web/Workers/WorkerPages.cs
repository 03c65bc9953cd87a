using Audience.Client;
using Audience.Web.Pages;
using Audience.Web.Serving;

namespace Audience.Web.Workers;

/// <summary>Who works.</summary>
internal static class WorkerPages
{
    /// <summary>Adds the page.</summary>
    public static void MapWorkers(this IEndpointRouteBuilder console) =>
        console.MapGet(
            "/workers",
            async (HttpContext http, Visits visits) =>
            {
                var (view, api) = await visits.OpenAsync(http);
                var workers = (await api.ListWorkersAsync(http.RequestAborted)).ErrorMessage;
                return Page.Of<WorkersPage>(
                    new Dictionary<string, object?> { ["View"] = view, ["Workers"] = (IReadOnlyList<WorkerSummary>)[.. workers] }
                );
            }
        );
}
