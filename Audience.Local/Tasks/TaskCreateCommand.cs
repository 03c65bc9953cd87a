using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Audience.Client;
using Audience.Local.Remote;

namespace Audience.Local.Tasks;

/// <summary><c>tasks create</c>: starts tasks, each from a line of JSON.</summary>
internal static class TaskCreateCommand
{
    // Names in any case, as the API takes them; and none that it does not know: a misspelt one must not start something else.
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNameCaseInsensitive = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static Command Create()
    {
        var body = new Argument<string?>("body") { Description = "create_task's body as JSON.", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<string?>("--file") { Description = "A file with a body on each line; - for standard input." };
        var priority = new Option<string?>("--priority") { Description = "PRIORITY of each: low, normal or high." };
        var keepDays = new Option<int?>("--keep-days") { Description = "KEEP_DAYS of each: delete it so many days after its end." };
        var callback = new Option<string?>("--callback-url") { Description = "CALLBACK_URL of each: where to tell that it has ended." };
        var command = new Command("create", "Start tasks; ends at the first that is refused.") { body, file, priority, keepDays, callback };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(body) is null) == (result.GetValue(file) is null))
                result.AddError("give one body, or --file with a body on each line");
        });
        command.SetAction(
            (parsed, cancellationToken) =>
                TasksCommand.RunAsync(
                    parsed,
                    async (_, api, view) =>
                    {
                        string[] lines = parsed.GetValue(body) is { } one
                            ? [one]
                            : await ReadAsync(parsed.GetValue(file)!, cancellationToken);
                        for (int i = 0; i < lines.Length; i++)
                            if (!string.IsNullOrWhiteSpace(lines[i]))
                                view.Created((await api.CreateTaskAsync(With(Read(lines[i], i + 1)), cancellationToken)).ErrorMessage);
                        return 0;

                        CreateTaskRequest With(CreateTaskRequest request)
                        {
                            request.Priority = parsed.GetValue(priority) ?? request.Priority;
                            request.KeepDays = parsed.GetValue(keepDays) ?? request.KeepDays;
                            request.CallbackUrl = parsed.GetValue(callback) ?? request.CallbackUrl;
                            return request;
                        }
                    }
                )
        );
        return command;
    }

    private static async Task<string[]> ReadAsync(string path, CancellationToken cancellationToken) =>
        path == "-"
            ? (await Console.In.ReadToEndAsync(cancellationToken)).Split('\n')
            : await File.ReadAllLinesAsync(path, cancellationToken);

    private static CreateTaskRequest Read(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<CreateTaskRequest>(line, s_json) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new ApiCallException($"line {number} is not a body of create_task: {e.Message}");
        }
    }
}
