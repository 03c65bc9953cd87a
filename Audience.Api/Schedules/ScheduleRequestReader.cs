using Audience.Api.Callbacks;
using Audience.Api.Errors;
using Audience.Api.Requests;
using Audience.Api.Tasks;
using Audience.Contracts.Tasks;
using Audience.Data.Schedules;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Jobs.Schedules;
using Cronos;

namespace Audience.Api.Schedules;

/// <summary>Reads a body of <c>/schedules/</c> into what a schedule is, or says what is wrong with it.</summary>
public sealed class ScheduleRequestReader(TaskComposer composer, TaskChecks checks, ScheduleClock clock, AudienceSettings settings)
{
    // Each run has an end of its own.
    private const string NoEnd = "9999-12-31";
    private const int MaxLag = 7 * 24 * 60,
        MaxLookback = 365 * 24,
        MaxKeepDays = 36_500;

    /// <summary>A new schedule.</summary>
    /// <exception cref="ValidationException">A field is missing or of the wrong type.</exception>
    /// <exception cref="ApiException">A value cannot be used.</exception>
    public async Task<(ScheduleRow Schedule, TaskDefinition Definition)> ReadAsync(RequestBody body, CancellationToken cancellationToken)
    {
        string sinceText = body.Required("SINCE");
        if (!PostTimes.TryParse(sinceText, out var since) && !body.IsWrong("SINCE"))
            body.Wrong(
                "SINCE",
                $"'{sinceText}' is neither a date (2020-01-01) nor a date-time (2020-01-01 06:00:00)",
                "value_error.datetime"
            );
        if (!body.Has("NAME"))
            body.Required("NAME");
        if (!body.Has("TASK"))
            body.Wrong("TASK", "field required", "value_error.missing");
        var empty = new ScheduleRow
        {
            ScheduleId = TaskId.Format(Guid.NewGuid()),
            Name = "",
            DefinitionId = "",
            Version = 0,
            TimeZone = settings.TimeZone.Id,
            Since = since,
            LagMinutes = 10,
            LookbackHours = 24,
            Enabled = true,
            Phase = SchedulePhase.Idle,
            CreateTime = clock.Now,
        };
        var change = ReadChange(body);
        if (since > clock.Now)
            throw ScheduleErrors.Bad($"SINCE {sinceText} is in the future: a run labels what there is");
        var schedule = change(empty);
        var definition = await ReadTaskAsync(body, cancellationToken);
        return (schedule with { DefinitionId = definition!.TaskId, Version = 1 }, definition);
    }

    /// <summary>What is to change of a schedule; a mistake is told when the body is read, or when it is applied.</summary>
    /// <exception cref="ValidationException">A field is of the wrong type.</exception>
    public Func<ScheduleRow, ScheduleRow> ReadChange(RequestBody body)
    {
        string? name = body.Text("NAME"),
            cron = body.Text("CRON")?.Trim(),
            zone = body.Text("TIME_ZONE"),
            callback = CallbackUrls.Read(body);
        bool hasCallback = body.Text("CALLBACK_URL") is not null;
        int lag = body.Int("LAG_MINUTES", -1, 0, MaxLag),
            lookback = body.Int("LOOKBACK_HOURS", -1, 0, MaxLookback),
            keep = body.Int("KEEP_DAYS", -1, 0, MaxKeepDays);
        bool? enabled = body.Has("ENABLED") ? body.Bool("ENABLED") : null;
        if (name is not null && (string.IsNullOrWhiteSpace(name) || name.Length > 190))
            body.Wrong("NAME", "ensure this value has 1 to 190 characters", "value_error.str.length");
        _ = body.Object("TASK");
        body.Check();
        return row =>
        {
            var changed = row with
            {
                Name = name ?? row.Name,
                Cron =
                    cron is null ? row.Cron
                    : cron.Length == 0 ? null
                    : cron,
                TimeZone = zone ?? row.TimeZone,
                LagMinutes = lag < 0 ? row.LagMinutes : lag,
                LookbackHours = lookback < 0 ? row.LookbackHours : lookback,
                Enabled = enabled ?? row.Enabled,
                KeepDays =
                    keep < 0 ? row.KeepDays
                    : keep == 0 ? null
                    : keep,
                CallbackUrl = hasCallback ? callback : row.CallbackUrl,
            };
            CheckTimes(changed);
            // What is due already stays due, unless when it is due has changed.
            bool sameTimes = (changed.Cron, changed.TimeZone, changed.Enabled) == (row.Cron, row.TimeZone, row.Enabled);
            return sameTimes && row.Version > 0 ? changed : changed with { NextAt = clock.NextAt(changed) };
        };
    }

    /// <summary>TASK, checked against the servers; null where it is left out.</summary>
    /// <exception cref="ApiException">It could not run.</exception>
    public async Task<TaskDefinition?> ReadTaskAsync(RequestBody body, CancellationToken cancellationToken)
    {
        if (body.Nested("TASK") is not { } task)
            return null;
        var composed = await composer.ReadAsync(task, cancellationToken, given: ("1000-01-01", NoEnd));
        await checks.RunAsync(composed.Definition, cancellationToken);
        return composed.Definition;
    }

    private void CheckTimes(ScheduleRow schedule)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(schedule.TimeZone, out _))
            throw ScheduleErrors.Bad($"there is no TIME_ZONE '{schedule.TimeZone}': use a name like Asia/Taipei or UTC");
        try
        {
            if (schedule.Cron is not null && clock.NextAt(schedule with { Enabled = true }) is null)
                throw ScheduleErrors.Bad($"CRON '{schedule.Cron}' never fires: no such day comes");
        }
        catch (CronFormatException e)
        {
            throw ScheduleErrors.Bad(
                $"CRON '{schedule.Cron}' cannot be read ({e.Message}): minute, hour, day, month and day of the week, as in '30 2 * * *'"
            );
        }
    }
}
