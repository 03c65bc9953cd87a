using System.CommandLine;
using Audience.Client;

namespace Audience.Local.Tasks;

/// <summary>
/// <c>tasks list|status|watch|create|sample|rules|download|abort|resume|delete</c>: looks after the tasks of any running API.
/// </summary>
internal static class TasksCommand
{
    private static readonly Option<string> Url = new("--url")
    {
        Description = "The API; default http://127.0.0.1:8000, or AUDIENCE_URL.",
        Recursive = true,
        DefaultValueFactory = _ =>
            Environment.GetEnvironmentVariable("AUDIENCE_URL") is { Length: > 0 } url ? url : "http://127.0.0.1:8000",
    };

    private static readonly Option<string?> Key = new("--key")
    {
        Description = "The key to send as X-API-Key; default AUDIENCE_API_KEY.",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("AUDIENCE_API_KEY"),
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON instead of tables.", Recursive = true };

    public static Command Create()
    {
        Url.Validators.Add(r =>
        {
            if (!Uri.TryCreate(r.GetValueOrDefault<string>(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
                r.AddError($"--url '{r.GetValueOrDefault<string>()}' is not an address such as http://127.0.0.1:8000");
        });
        var limit = new Option<int>("--limit") { Description = "How many at most, 1 to 200.", DefaultValueFactory = _ => 20 };
        var stat = new Option<string?>("--stat") { Description = "Only those in PENDING, SUCCESS, FAILURE or BREAK." };
        var list = new Command("list", "List the latest tasks.") { limit, stat };
        list.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(parsed, (_, api, view) => view.ListAsync(api, parsed.GetValue(limit), parsed.GetValue(stat), cancellationToken))
        );
        return new Command("tasks", "Look after the tasks of a running API.")
        {
            Url,
            Key,
            Json,
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
            TaskCreateCommand.Create(),
            TaskDownloadCommand.Create(Id()),
            Sub("abort", "End a task for good.", (api, view, id, cancellationToken) => view.AbortAsync(api, id, cancellationToken)),
            Sub("resume", "Go on with a failed task.", (api, view, id, cancellationToken) => view.ResumeAsync(api, id, cancellationToken)),
            Sub(
                "delete",
                "Delete a task with all its rows.",
                (api, view, id, cancellationToken) => view.DeleteAsync(api, id, cancellationToken)
            ),
        };
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

    // Without the slash, the last part of the path would give way to the endpoint's: http://host/aud to http://host/tasks/.
    private static Uri Directory(string url) => new(url.EndsWith('/') ? url : url + "/");

    /// <summary>Calls the API that the options name.</summary>
    /// <returns>0: done; 1: the API refused, or the task did not succeed; 2: no API there, or a file that cannot be written.</returns>
    internal static async Task<int> RunAsync(ParseResult parsed, Func<HttpClient, AudienceClient, TaskView, Task<int>> run)
    {
        using var http = new HttpClient { BaseAddress = Directory(parsed.GetValue(Url)!) };
        if (parsed.GetValue(Key) is { Length: > 0 } key)
            http.DefaultRequestHeaders.Add("X-API-Key", key);
        try
        {
            return await run(http, new AudienceClient(http), new TaskView(parsed.GetValue(Json)));
        }
        catch (AudienceException<EnvelopeOfString> e)
        {
            await Console.Error.WriteLineAsync($"{e.Result.ErrorCode}: {e.Result.ErrorMessage}");
            return 1;
        }
        catch (TaskCallException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (AudienceException e)
        {
            await Console.Error.WriteLineAsync($"{http.BaseAddress} answered with HTTP {e.StatusCode}: is it Audience's API? {e.Response}");
            return 2;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        catch (HttpRequestException e)
        {
            await Console.Error.WriteLineAsync($"{http.BaseAddress} does not answer: {e.Message}");
            return 2;
        }
    }
}
