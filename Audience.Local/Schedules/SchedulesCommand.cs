using System.CommandLine;
using Audience.Client;
using Audience.Local.Remote;

namespace Audience.Local.Schedules;

/// <summary><c>schedules list|show|create|run|backfill|pause|resume|delete</c>: looks after the schedules of any running API.</summary>
internal static class SchedulesCommand
{
    public static Command Create()
    {
        var schedules = ApiOptions.Command("schedules", "Look after the labellings that a running API repeats.");
        var list = new Command("list", "List the schedules, the latest first.");
        list.SetAction((parsed, token) => RunAsync(parsed, (api, view) => view.ListAsync(api, token)));
        Command[] commands =
        [
            list,
            Sub("show", "Show a schedule and its runs.", (api, view, id, _, token) => view.DetailsAsync(api, id, token)),
            ScheduleCreateCommand.Create(),
            Sub(
                "run",
                "Run it now, or when the run at hand has ended.",
                async (api, view, id, _, token) => view.Say((await api.RunScheduleAsync(id, token)).ErrorMessage)
            ),
            Backfill(),
            Sub("pause", "Let it run only when told to.", (api, view, id, _, token) => view.EnableAsync(api, id, false, token)),
            Sub("resume", "Let it run by itself again.", (api, view, id, _, token) => view.EnableAsync(api, id, true, token)),
            Delete(),
        ];
        foreach (var command in commands)
            schedules.Add(command);
        return schedules;
    }

    private static Command Backfill()
    {
        var from = new Argument<string>("from") { Description = "Start of the range, inclusive: 2024-01-01." };
        var to = new Argument<string>("to") { Description = "End of the range, exclusive; at most what is labelled." };
        var command = Sub(
            "backfill",
            "Label a range again, with the definition of today.",
            async (api, view, id, parsed, token) =>
            {
                var range = new BackfillRequest { StartTime = parsed.GetValue(from)!, EndTime = parsed.GetValue(to)! };
                return view.Say((await api.BackfillScheduleAsync(id, range, token)).ErrorMessage);
            }
        );
        command.Add(from);
        command.Add(to);
        return command;
    }

    private static Command Delete()
    {
        var tasks = new Option<bool>("--tasks") { Description = "Delete the tasks of its runs, too." };
        var command = Sub(
            "delete",
            "Delete a schedule with its panels; its tasks stay.",
            async (api, view, id, parsed, token) =>
                view.Say((await api.DeleteScheduleAsync(id, parsed.GetValue(tasks), token)).ErrorMessage)
        );
        command.Add(tasks);
        return command;
    }

    private static Command Sub(
        string name,
        string description,
        Func<AudienceClient, ScheduleView, string, ParseResult, CancellationToken, Task<int>> run
    )
    {
        var id = new Argument<string>("schedule") { Description = "The schedule's id, or as much of its beginning as names one." };
        var command = new Command(name, description) { id };
        command.SetAction(
            (parsed, token) =>
                RunAsync(
                    parsed,
                    async (api, view) => await run(api, view, await ScheduleIds.FindAsync(api, parsed.GetValue(id)!, token), parsed, token)
                )
        );
        return command;
    }

    /// <summary>Calls the API that the options name; see <see cref="ApiCalls.RunAsync"/>.</summary>
    internal static Task<int> RunAsync(ParseResult parsed, Func<AudienceClient, ScheduleView, Task<int>> run) =>
        ApiCalls.RunAsync(parsed, (_, api) => run(api, new ScheduleView(parsed.GetValue(ApiOptions.Json))));
}
