using System.ComponentModel;
using Audience.Api.Audit;
using Audience.Api.OpenApi;
using Audience.Api.Requests;
using Audience.Contracts;
using Audience.Contracts.Tasks;
using Audience.Contracts.Tasks.Explain;
using NJsonSchema.Annotations;

namespace Audience.Api.Tasks.Explain;

/// <summary>Rows of a task, and why texts get their labels.</summary>
public static class ExplainEndpoints
{
    /// <summary>Adds the endpoints; each answers with and without a trailing slash.</summary>
    public static void MapExplanations(this IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/tasks").WithTags("Tasks");
        tasks
            .MapGet(
                "/{task_id}/sample/",
                async (
                    [Description("The task's id: 32 hexadecimal digits.")] string task_id,
                    HttpContext http,
                    TaskQueries queries,
                    [Description("Only rows of this label, or of this panel.")] string? label,
                    [Description("Only rows of this source group.")] string? group,
                    [Description("Only rows that this rule of the label matches, from 1."), JsonSchemaType(typeof(int))] string? rule,
                    [Description("Only rows whose text also has another label of the same conflict group."), JsonSchemaType(typeof(bool))]
                        string? conflict,
                    [Description("How many at most of each table, 1 to 200; default 50."), JsonSchemaType(typeof(int))] string? limit,
                    [Description("Tell the rules that gave the label."), JsonSchemaType(typeof(bool))] string? explain
                ) =>
                    Results.Ok(
                        await queries.SampleAsync(
                            task_id,
                            SampleQuery.Read(label, group, rule, conflict, limit, explain),
                            http.RequestAborted
                        )
                    )
            )
            .Describe<Envelope<IReadOnlyList<SampleRow>>>(
                "SampleTask",
                "Sample a task's results",
                "Random rows of the task, at most `limit` of each of its label tables, also while it runs. With a filter up to 40,000 rows "
                    + "of each table are looked at, for five seconds: what is rarer may be missed."
            )
            .Fails(404);
        tasks
            .MapPost(
                "/explain/",
                async (HttpContext http, ExplainActions actions) =>
                    Results.Ok(await actions.RunAsync(await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted))
            )
            .Reads<ExplainRequest>()
            .Describe<Envelope<IReadOnlyList<ExplainedText>>>(
                "ExplainTexts",
                "Explain the labels of texts",
                "Which labels texts get, by which rules and where; of learned models the scores. Writes nothing."
            )
            .Fails(404)
            .ChangesNothing();
    }
}
