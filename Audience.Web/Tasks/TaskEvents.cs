using Audience.Client;

namespace Audience.Web.Tasks;

/// <summary>Hands the API's events on to the browser, which never has the key.</summary>
internal static class TaskEvents
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapTaskEvents(this IEndpointRouteBuilder console)
    {
        console.MapGet(
            "/events",
            (HttpContext http, Visits visits) => HandOnAsync(http, visits, (api, cancellation) => api.WatchTasksAsync(cancellation))
        );
        console.MapGet(
            "/tasks/{id}/events",
            (HttpContext http, Visits visits, string id) =>
                HandOnAsync(http, visits, (api, cancellation) => api.WatchTaskAsync(id, cancellation))
        );
    }

    private static async Task HandOnAsync(
        HttpContext http,
        Visits visits,
        Func<AudienceClient, CancellationToken, Task<FileResponse>> watch
    )
    {
        var life = http.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        try
        {
            using var events = await watch(visits.Api(http), end.Token);
            http.Response.ContentType = "text/event-stream";
            http.Response.Headers["X-Accel-Buffering"] = "no";
            byte[] buffer = new byte[16 * 1024];
            int read;
            while ((read = await events.Stream.ReadAsync(buffer, end.Token)) > 0)
            {
                await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), end.Token);
                await http.Response.Body.FlushAsync(end.Token);
            }
        }
        catch (AudienceException e)
        {
            http.Response.StatusCode = e.StatusCode;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            // The browser connects again by itself, and says which event it had last.
            if (!http.Response.HasStarted)
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }
}
