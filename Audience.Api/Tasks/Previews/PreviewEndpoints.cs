using Audience.Api.Audit;
using Audience.Api.OpenApi;
using Audience.Api.Requests;
using Audience.Contracts;
using Audience.Contracts.Tasks.Previews;
using Audience.Contracts.Tasks.Suggestions;

namespace Audience.Api.Tasks.Previews;

/// <summary>What a task would do.</summary>
public static class PreviewEndpoints
{
    /// <summary>Adds the endpoints; each answers with and without a trailing slash.</summary>
    public static void MapPreviews(this IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/tasks").WithTags("Tasks");
        tasks
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
        tasks
            .MapPost(
                "/suggest/",
                async (HttpContext http, PreviewActions actions) =>
                    Results.Ok(
                        await actions.SuggestAsync(await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted)
                    )
            )
            .Reads<SuggestRequest>()
            .Describe<Envelope<KeywordSuggestions>>(
                "SuggestKeywords",
                "Suggest keywords for a label",
                "Keywords that a label lacks, by a sample of posts: what belongs to the posts with the label more than to the others, with "
                    + "how many posts each would add. Writes nothing."
            )
            .Fails(503)
            .ChangesNothing();
    }
}
