using Audience.Web.Serving;

namespace Audience.Web.Workers;

/// <summary>Who works, what waits, and what failed.</summary>
internal static class WorkerPages
{
    /// <summary>Adds the page, and what sends a callback again.</summary>
    public static void MapWorkers(this IEndpointRouteBuilder console)
    {
        console.MapGet(
            "/workers",
            async (HttpContext http, Visits visits) =>
            {
                var (view, api) = await visits.OpenAsync(http);
                var shown = await OperationsShown.AskAsync(api, http.RequestAborted);
                return Page.Of<WorkersPage>(new Dictionary<string, object?> { ["View"] = view, ["Shown"] = shown });
            }
        );
        console.MapPost(
            "/callbacks/{delivery}/retry",
            async (HttpContext http, Visits visits, string delivery) =>
            {
                await visits.Api(http).RetryCallbackAsync(delivery, http.RequestAborted);
                return Results.Redirect(ConsoleRegistration.Path + "/workers#callbacks");
            }
        );
    }
}
