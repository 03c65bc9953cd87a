using System.ComponentModel;
using Audience.Api.OpenApi;
using Audience.Contracts;
using Audience.Contracts.Sources;
using NJsonSchema.Annotations;

namespace Audience.Api.Sources;

/// <summary>What there is to label.</summary>
public static class SourceEndpoints
{
    /// <summary>Adds the endpoints; each answers with and without a trailing slash.</summary>
    public static void MapSources(this IEndpointRouteBuilder app)
    {
        var sources = app.MapGroup("/sources").WithTags("Sources");
        sources
            .MapGet("/", async (HttpContext http, SourceQueries queries) => Results.Ok(await queries.ListAsync(http.RequestAborted)))
            .Describe<Envelope<IReadOnlyList<SourceSummary>>>(
                "ListSources",
                "List what there is to label",
                "The tables that the configured source account may read and whose columns fit a task, by schema and name; at most 1,000. "
                    + "Looks only where it costs next to nothing: sizes are the server's estimates, time ranges come from indexes."
            )
            .Fails(503);
        sources
            .MapGet(
                "/{input_schema}/{input_table}/timeline/",
                async (
                    [Description("The schema.")] string input_schema,
                    [Description("The table.")] string input_table,
                    HttpContext http,
                    SourceQueries queries,
                    [Description("The first day, as 2020-01-01; default the day of the first post."), JsonSchemaType(typeof(string))]
                        string? from,
                    [Description("The day after the last; default the day after the last post."), JsonSchemaType(typeof(string))] string? to
                ) => Results.Ok(await queries.TimelineAsync(input_schema, input_table, from, to, http.RequestAborted))
            )
            .Describe<Envelope<SourceTimeline>>(
                "GetSourceTimeline",
                "Show a source's posts per day",
                "At most 366 points, in work that does not grow with the table: up to 5,000 posts of a point are counted, "
                    + "more are estimated from a sample. Needs an index on post_time."
            )
            .Fails(404, 503);
    }
}
