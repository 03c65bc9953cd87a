using System.Text.Json;
using Audience.Client;
using Audience.Local.Remote;
using Audience.Local.Tasks;
using Spectre.Console;

namespace Audience.Local.Schedules;

/// <summary>Shows schedules, as tables for people or as JSON for programs.</summary>
internal sealed class ScheduleView(bool json) : ApiView(json)
{
    // Less than of other ids, so that a run's line fits 80 columns.
    private const int RunDigits = 8;

    public async Task<int> ListAsync(AudienceClient api, CancellationToken cancellationToken)
    {
        var schedules = (await api.ListSchedulesAsync(cancellationToken)).ErrorMessage;
        // 80 columns: names may be long, and are wrapped.
        var table = new Table().AddWhole("schedule").AddColumns("name", "cron").AddWhole("next").AddColumn("labelled to");
        foreach (var schedule in schedules)
            table.AddRow(
                Row(
                    schedule.ScheduleId[..TaskIds.ShownDigits],
                    schedule.Name,
                    schedule.Cron,
                    schedule.Running ? "runs"
                        : schedule.Enabled ? $"{schedule.NextTime:MM-dd HH:mm}"
                        : "paused",
                    $"{schedule.Watermark:yyyy-MM-dd HH:mm}"
                )
            );
        return Show(schedules, table);
    }

    public async Task<int> DetailsAsync(AudienceClient api, string id, CancellationToken cancellationToken)
    {
        var details = (await api.GetScheduleAsync(id, cancellationToken)).ErrorMessage;
        if (!IsJson)
            Fields(details.Schedule);
        var table = new Table().AddWhole("run", "kind", "status").AddColumn("from, to").AddWhole("late", "task");
        foreach (var run in details.Runs)
            table.AddRow(
                Row(
                    run.Run,
                    run.Kind,
                    run.Status,
                    $"{run.StartTime:yyyy-MM-dd HH:mm}\n{run.EndTime:yyyy-MM-dd HH:mm}",
                    run.LatePosts,
                    run.TaskId?[..RunDigits]
                )
            );
        if (details.Runs.FirstOrDefault(r => r.ErrorMessage is not null) is { } failed)
            table.Caption(Markup.Escape($"run {failed.Run}: {failed.ErrorMessage}"));
        return Show(details, table);
    }

    public async Task<int> EnableAsync(AudienceClient api, string id, bool enabled, CancellationToken cancellationToken)
    {
        var schedule = (await api.ChangeScheduleAsync(id, new ScheduleRequest { Enabled = enabled }, cancellationToken)).ErrorMessage;
        if (IsJson)
            return Show(schedule, new Table());
        if (!enabled)
            return Say($"schedule {schedule.ScheduleId} is paused");
        return Say(
            $"schedule {schedule.ScheduleId} "
                + (schedule.NextTime is { } next ? $"runs next at {next:yyyy-MM-dd HH:mm zzz}" : "has no CRON: it runs when told to")
        );
    }

    /// <summary>Says that a schedule was added: its id, on a line of its own.</summary>
    public int Added(ScheduleSummary schedule)
    {
        Console.WriteLine(IsJson ? JsonSerializer.Serialize(schedule, Options) : schedule.ScheduleId);
        return 0;
    }
}
