using Audience.Api.Audit;
using Audience.Api.OpenApi;
using Audience.Api.Requests;
using Audience.Contracts;
using Audience.Contracts.Tasks.Previews;

namespace Audience.Api.Tasks.Previews;

/// <summary>What a task would do.</summary>
public static class PreviewEndpoints
{
    /// <summary>Adds the endpoint; it answers with and without a trailing slash.</summary>
    public static void MapPreviews(this IEndpointRouteBuilder app) =>
        app.MapGroup("/tasks")
            .WithTags("Tasks")
            .MapPost(
                "/preview/",
                async (HttpContext http, PreviewActions actions) =>
                    Results.Ok(await actions.RunAsync(await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted))
            )
            .Reads<PreviewRequest>()
            .Describe<Envelope<TaskPreview>>(
                "PreviewTask",
                "Preview a task",
                "What a task would do, by a sample of its posts: shares with intervals, what each rule does, examples. Writes nothing."
            )
            .Fails(503)
            .ChangesNothing();
}
