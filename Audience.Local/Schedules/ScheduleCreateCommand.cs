using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Audience.Client;
using Audience.Local.Remote;

namespace Audience.Local.Schedules;

/// <summary><c>schedules create</c>: adds a schedule.</summary>
internal static class ScheduleCreateCommand
{
    // As of tasks create: names in any case, and none that the API does not know.
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNameCaseInsensitive = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static Command Create()
    {
        var body = new Argument<string>("body") { Description = "The body of POST /schedules/ as JSON; - for standard input." };
        var command = new Command("create", "Add a schedule, and print its id.") { body };
        command.SetAction(
            (parsed, token) =>
                SchedulesCommand.RunAsync(
                    parsed,
                    async (api, view) =>
                    {
                        string text = parsed.GetValue(body)!;
                        var request = Read(text == "-" ? await Console.In.ReadToEndAsync(token) : text);
                        return view.Added((await api.AddScheduleAsync(request, token)).ErrorMessage);
                    }
                )
        );
        return command;
    }

    private static ScheduleRequest Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ScheduleRequest>(text, s_json) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new ApiCallException($"that is not a body of POST /schedules/: {e.Message}");
        }
    }
}
