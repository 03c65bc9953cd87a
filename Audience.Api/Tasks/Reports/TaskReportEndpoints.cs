using System.ComponentModel;
using Audience.Api.OpenApi;
using Audience.Contracts;
using Audience.Contracts.Tasks.Reports;
using NJsonSchema.Annotations;

namespace Audience.Api.Tasks.Reports;

/// <summary>What a task tells of its rules.</summary>
public static class TaskReportEndpoints
{
    private const string IdText = "The task's id: 32 hexadecimal digits.";

    /// <summary>Adds the endpoints; each answers with and without a trailing slash.</summary>
    public static void MapTaskReports(this IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/tasks").WithTags("Tasks");
        tasks
            .MapGet(
                "/{task_id}/definition/",
                async ([Description(IdText)] string task_id, HttpContext http, TaskReportQueries queries) =>
                    Results.Ok(await queries.DefinitionAsync(task_id, http.RequestAborted))
            )
            .Describe<Envelope<TaskDetails>>(
                "GetTaskDefinition",
                "Show what a task does",
                "Everything that was fixed when it was created, with its rules and their numbers; without user and password."
            )
            .Fails(404);
        tasks
            .MapGet(
                "/{task_id}/rules/",
                async (
                    [Description(IdText)] string task_id,
                    HttpContext http,
                    TaskReportQueries queries,
                    [Description("Only rules of this label.")] string? label,
                    [Description("posts (default), only, conflicts or share, the largest first; or rule: as in the pattern.")] string? sort,
                    [Description("How many at most, 1 to 10000; default 1000."), JsonSchemaType(typeof(int))] string? limit,
                    [Description("How many to leave out before; default 0."), JsonSchemaType(typeof(int))] string? offset
                ) => Results.Ok(await queries.RulesAsync(task_id, RuleQuery.Read(label, sort, limit, offset), http.RequestAborted))
            )
            .Describe<Envelope<TaskRules>>(
                "GetTaskRules",
                "Show what a task's rules do",
                "Exact figures of each rule over all posts, also while the task runs: then of the chunks that are committed."
            )
            .Fails(404);
        tasks
            .MapGet(
                "/{task_id}/labels/",
                async ([Description(IdText)] string task_id, HttpContext http, TaskReportQueries queries) =>
                    Results.Ok(await queries.LabelsAsync(task_id, http.RequestAborted))
            )
            .Describe<Envelope<TaskLabels>>(
                "GetTaskLabels",
                "Show what a task's labels do",
                "Exact figures of each label per source group and day, and of each pair of labels, also while the task runs."
            )
            .Fails(404);
        tasks
            .MapGet(
                "/{task_id}/chunks/",
                async (
                    [Description(IdText)] string task_id,
                    HttpContext http,
                    TaskChunkQueries queries,
                    [Description("In how many stretches at most, 1 to 500; default 100."), JsonSchemaType(typeof(int))] string? stretches
                ) => Results.Ok(await queries.FindAsync(task_id, stretches, http.RequestAborted))
            )
            .Describe<Envelope<TaskChunks>>(
                "GetTaskChunks",
                "Show how far a task is along its range",
                "What is labelled, in hand and in trouble, stretch by stretch, and how long each phase took; up to a second old."
            )
            .Fails(404);
    }
}
