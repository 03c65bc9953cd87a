using System.ComponentModel;
using Audience.Api.Audit;
using Audience.Api.OpenApi;
using Audience.Api.Requests;
using Audience.Contracts;
using Audience.Contracts.Tasks.Comparisons;

namespace Audience.Api.Tasks.Comparisons;

/// <summary>How two tasks differ.</summary>
public static class ComparisonEndpoints
{
    /// <summary>Adds the endpoints; they answer with and without a trailing slash.</summary>
    public static void MapComparisons(this IEndpointRouteBuilder app)
    {
        var comparisons = app.MapGroup("/tasks/compare").WithTags("Tasks");

        comparisons
            .MapPost(
                "/",
                async (HttpContext http, ComparisonActions actions) =>
                {
                    var body = await RequestBody.ReadAsync(http.Request, http.RequestAborted);
                    var comparison = await actions.CreateAsync(body, http.RequestAborted);
                    AuditNotes.About(http, comparison.ErrorMessage.CompareId);
                    return Results.Ok(comparison);
                }
            )
            .Reads<CompareRequest>()
            .Describe<Envelope<TaskComparison>>(
                "CompareTasks",
                "Compare two finished tasks",
                "Which authors each panel gained and lost, what became of the rules, and who shows it. Returns at once with an id."
            )
            .Fails(404);

        comparisons
            .MapGet(
                "/{compare_id}/",
                async (
                    [Description("The comparison's id: 32 hexadecimal digits.")] string compare_id,
                    HttpContext http,
                    ComparisonActions actions
                ) => Results.Ok(await actions.FindAsync(compare_id, http.RequestAborted))
            )
            .Describe<Envelope<TaskComparison>>("GetComparison", "Check a comparison", "How far the comparison is, and what came out.")
            .Fails(404);
    }
}
