using System.ComponentModel;
using Audience.Api.Audit;
using Audience.Api.OpenApi;
using Audience.Api.Requests;
using Audience.Contracts;
using Audience.Contracts.Tasks;
using NJsonSchema.Annotations;

namespace Audience.Api.Tasks;

/// <summary>The task half of the contract.</summary>
public static class TaskEndpoints
{
    private const string IdText = "The task's id: 32 hexadecimal digits.";

    /// <summary>Adds the endpoints; each answers with and without a trailing slash.</summary>
    public static void MapTasks(this IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/tasks").WithTags("Tasks");

        tasks
            .MapPost(
                "/",
                async (HttpContext http, TaskActions actions) =>
                {
                    var body = await RequestBody.ReadAsync(http.Request, http.RequestAborted);
                    // The contract's own example of abort_task posts its TASK_ID here.
                    if (body.Names.All(n => n.Equals("TASK_ID", StringComparison.OrdinalIgnoreCase)) && body.Has("TASK_ID"))
                        return Results.Ok(await actions.AbortAsync(body, http.RequestAborted));
                    var created = await actions.CreateAsync(body, http.RequestAborted);
                    AuditNotes.About(http, created.ErrorMessage.TaskId);
                    return Results.Ok(created);
                }
            )
            .Reads<CreateTaskRequest>()
            .Describe<Envelope<TaskConfiguration>>(
                "CreateTask",
                "Create a task",
                "Labels the posts of a date range, then makes the production tables. Returns "
                    + "at once with the task's id. A body of only TASK_ID aborts that task."
            )
            .Fails(404, 503);

        tasks
            .MapGet(
                "/",
                async (
                    HttpContext http,
                    TaskQueries queries,
                    [Description("How many at most, 1 to 200; default 20."), JsonSchemaType(typeof(int))] string? limit,
                    [Description("Only tasks in this state: PENDING, SUCCESS, FAILURE or BREAK.")] string? stat,
                    [Description("A task id: only tasks that are listed after it; or a date or date-time: only tasks created before.")]
                        string? before,
                    [Description("Only tasks created at or after this date or date-time.")] string? since,
                    [Description("Only tasks that label with this kind of model: keyword_model, rule_model …")] string? model_type,
                    [Description(
                        "Only tasks whose id begins with this text, or whose schema, table, queue, labels or rules contain it, "
                            + "in any case; at most 200 characters. Of the rules of a task the first 32,000 characters count."
                    )]
                        string? search
                ) =>
                    Results.Ok(
                        await queries.ListAsync(limit, new TaskListQuery(stat, before, since, model_type, search), http.RequestAborted)
                    )
            )
            .Describe<TaskList>(
                "ListTasks",
                "List recent tasks",
                "The latest tasks first: at most `limit` (20, up to 200), only "
                    + "those whose `stat` is given, only those created before `before`. "
                    + "The id of the last task as `before` gives the next page."
            );

        tasks.MapTaskEvents();
        tasks
            .MapGet(
                "/{task_id}",
                async ([Description(IdText)] string task_id, HttpContext http, TaskQueries queries) =>
                    Results.Ok(await queries.StatusAsync(task_id, http.RequestAborted))
            )
            .Describe<Envelope<TaskSummary>>(
                "GetTaskStatus",
                "Check a task's status",
                "The task's row in the state table, with its progress."
            )
            .Fails(404);

        tasks
            .MapPost(
                "/abort/",
                async (HttpContext http, TaskActions actions) =>
                    Results.Ok(
                        await actions.AbortAsync(await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted)
                    )
            )
            .Reads<TaskIdRequest>()
            .Describe<Envelope<string>>(
                "AbortTask",
                "Abort a task",
                "Ends a task for good; no row is written for it afterwards. What is written stays."
            )
            .Fails(404);

        tasks
            .MapPost(
                "/resume/",
                async (HttpContext http, TaskActions actions) =>
                    Results.Ok(
                        await actions.ResumeAsync(await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted)
                    )
            )
            .Reads<TaskIdRequest>()
            .Describe<Envelope<string>>(
                "ResumeTask",
                "Resume a failed task",
                "Goes on from the check_point of a task in FAILURE; what is labelled is not labelled again."
            )
            .Fails(404);

        tasks
            .MapPost(
                "/delete/",
                async (HttpContext http, TaskDeleter deleter) =>
                    Results.Ok(
                        await deleter.DeleteAsync(await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted)
                    )
            )
            .Reads<TaskIdRequest>()
            .Describe<Envelope<string>>(
                "DeleteTask",
                "Delete a task",
                "Ends a task where it runs, and deletes it with all its label and production rows. It is gone at once; its rows follow."
            )
            .Fails(404);
    }
}
