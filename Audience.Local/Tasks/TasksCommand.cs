using System.CommandLine;
using Audience.Client;
using Audience.Local.Remote;

namespace Audience.Local.Tasks;

/// <summary>
/// <c>tasks list|status|watch|create|sample|rules|compare|download|abort|resume|delete</c>: looks after the tasks of any running API.
/// </summary>
internal static class TasksCommand
{
    public static Command Create()
    {
        var limit = new Option<int>("--limit") { Description = "How many at most, 1 to 200.", DefaultValueFactory = _ => 20 };
        var stat = new Option<string?>("--stat") { Description = "Only those in PENDING, SUCCESS, FAILURE or BREAK." };
        stat.CompletionSources.Add("PENDING", "SUCCESS", "FAILURE", "BREAK");
        var list = new Command("list", "List the latest tasks.") { limit, stat };
        list.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(parsed, (_, api, view) => view.ListAsync(api, parsed.GetValue(limit), parsed.GetValue(stat), cancellationToken))
        );
        var tasks = ApiOptions.Command("tasks", "Look after the tasks of a running API.");
        Command[] commands =
        [
            list,
            Sub("status", "Show a task.", (api, view, id, cancellationToken) => view.StatusAsync(api, id, cancellationToken)),
            Sub(
                "watch",
                "Show a task's progress until it ends; exits 0 where it succeeded.",
                (api, view, id, cancellationToken) => view.WatchAsync(api, id, cancellationToken)
            ),
            Sub(
                "sample",
                "Show random rows of a task.",
                (api, view, id, cancellationToken) => view.SampleAsync(api, id, cancellationToken)
            ),
            Rules(),
            TaskCompareCommand.Create(),
            TaskCreateCommand.Create(),
            TaskDownloadCommand.Create(Id()),
            Sub("abort", "End a task for good.", (api, view, id, cancellationToken) => view.AbortAsync(api, id, cancellationToken)),
            Sub("resume", "Go on with a failed task.", (api, view, id, cancellationToken) => view.ResumeAsync(api, id, cancellationToken)),
            Sub(
                "delete",
                "Delete a task with all its rows.",
                (api, view, id, cancellationToken) => view.DeleteAsync(api, id, cancellationToken)
            ),
        ];
        foreach (var command in commands)
            tasks.Add(command);
        return tasks;
    }

    private static Command Rules()
    {
        var label = new Option<string?>("--label") { Description = "Only rules of this label." };
        var sort = new Option<string?>("--sort") { Description = "posts, only, conflicts or share, the largest first; or rule." };
        var limit = new Option<int>("--limit") { Description = "How many at most, 1 to 10000.", DefaultValueFactory = _ => 50 };
        var command = Sub(
            "rules",
            "Show what each rule of a task does.",
            (api, view, id, parsed, cancellationToken) =>
                view.RulesAsync(api, id, (parsed.GetValue(label), parsed.GetValue(sort), parsed.GetValue(limit)), cancellationToken)
        );
        command.Add(label);
        command.Add(sort);
        command.Add(limit);
        return command;
    }

    private static Command Sub(string name, string description, Func<AudienceClient, TaskView, string, CancellationToken, Task<int>> run) =>
        Sub(name, description, (api, view, id, _, cancellationToken) => run(api, view, id, cancellationToken));

    private static Command Sub(
        string name,
        string description,
        Func<AudienceClient, TaskView, string, ParseResult, CancellationToken, Task<int>> run
    )
    {
        var id = Id();
        var command = new Command(name, description) { id };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed,
                    async (_, api, view) =>
                    {
                        string task = await TaskIds.FindAsync(api, parsed.GetValue(id)!, cancellationToken);
                        return await run(api, view, task, parsed, cancellationToken);
                    }
                )
        );
        return command;
    }

    private static Argument<string> Id() => new("task") { Description = "The task's id, or as much of its beginning as names one." };

    /// <summary>Calls the API that the options name; see <see cref="ApiCalls.RunAsync"/>.</summary>
    internal static Task<int> RunAsync(ParseResult parsed, Func<HttpClient, AudienceClient, TaskView, Task<int>> run) =>
        ApiCalls.RunAsync(parsed, (http, api) => run(http, api, new TaskView(parsed.GetValue(ApiOptions.Json))));
}
