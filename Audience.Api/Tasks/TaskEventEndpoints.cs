using System.ComponentModel;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Audience.Api.OpenApi;

namespace Audience.Api.Tasks;

/// <summary>Tasks as they change, as server-sent events.</summary>
internal static class TaskEventEndpoints
{
    private const string ContentType = "text/event-stream",
        Texts =
            "Begins with how the tasks are. Event `task`: a task is new or has changed, with the answer of check_status; `gone`: it is "
            + "deleted; `reset`: changes were missed, read anew; `ping`: nothing happened. A caller that sends the id of the last event "
            + "that it had as Last-Event-ID, as browsers do, gets what it missed instead.";

    // What the data of events is written with: one line.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Adds the endpoints.</summary>
    public static void MapTaskEvents(this IEndpointRouteBuilder tasks)
    {
        tasks
            .MapGet("/events/", (HttpContext http, TaskFeed feed, IHostApplicationLifetime life) => Stream(http, feed, life, null))
            .Downloads("WatchTasks", "Watch all tasks", Texts, ContentType);
        tasks
            .MapGet(
                "/{task_id}/events/",
                async (
                    [Description("The task's id: 32 hexadecimal digits.")] string task_id,
                    HttpContext http,
                    TaskFeed feed,
                    TaskQueries queries,
                    IHostApplicationLifetime life
                ) =>
                {
                    var task = await queries.StatusAsync(task_id, http.RequestAborted);
                    return Stream(http, feed, life, task.ErrorMessage.TaskId);
                }
            )
            .Downloads("WatchTask", "Watch a task", Texts, ContentType)
            .Fails(404);
    }

    private static IResult Stream(HttpContext http, TaskFeed feed, IHostApplicationLifetime life, string? taskId)
    {
        // Proxies that collect answers are asked to pass this one on at once.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        string? last = http.Request.Headers["Last-Event-ID"];
        return TypedResults.ServerSentEvents(Items(feed, taskId, last, life.ApplicationStopping, http.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<string>> Items(
        TaskFeed feed,
        string? taskId,
        string? last,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken aborted
    )
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        await using var events = feed.WatchAsync(taskId, last, end.Token).GetAsyncEnumerator(end.Token);
        while (await NextAsync(events))
        {
            var change = events.Current;
            object data = (object?)change.Task ?? new { task_id = change.TaskId };
            yield return new SseItem<string>(JsonSerializer.Serialize(data, Json), change.Kind) { EventId = change.Id };
        }
    }

    // The end of the process or of the connection is the end of the events, not an error.
    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<TaskEvent> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
