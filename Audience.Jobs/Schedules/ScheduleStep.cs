using System.Globalization;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Models;
using Audience.Data.Schedules;
using Audience.Data.Tasks;
using Audience.Jobs.Leases;
using Dapper;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Schedules;

/// <summary>
/// Does for one schedule what is to be done: ends a run whose task has ended, and begins the next. With its row locked, so that of all
/// workers only one does, and in one transaction with the run's task, so that a crash leaves either both or neither.
/// </summary>
public sealed class ScheduleStep(
    OutputDatabase database,
    ScheduleTable schedules,
    TaskDefinitions definitions,
    TaskTable tasks,
    ScheduleClock clock,
    ILogger<ScheduleStep> log
)
{
    /// <summary>Now, in milliseconds since 1970, UTC, as schedules are due by it.</summary>
    public long NowMs => clock.NowMs;

    /// <summary>Looks at a schedule.</summary>
    /// <returns>The task of a run that has begun, null where none has; and whether a piece of work was added.</returns>
    public async Task<(string? Task, bool HasWork)> RunAsync(string scheduleId, CancellationToken cancellationToken)
    {
        string? begun = null;
        bool hasWork = false;
        await schedules.ChangeAsync(
            scheduleId,
            async (schedule, change) =>
            {
                if (schedule is null)
                    return null;
                if (schedule.Phase == SchedulePhase.Running)
                {
                    var ended = await EndTaskAsync(schedule, change, cancellationToken);
                    hasWork = ended?.Phase == SchedulePhase.Producing;
                    return ended;
                }
                if (schedule.Phase == SchedulePhase.Producing && !await IsProducedAsync(schedule, change, cancellationToken))
                    return schedule;
                if (schedule.Phase == SchedulePhase.Producing)
                    schedule = await EndAsync(schedule, change, cancellationToken);
                (begun, schedule) = await BeginAsync(schedule, change, cancellationToken);
                return schedule;
            },
            cancellationToken
        );
        return (begun, hasWork);
    }

    // Null where the run's task goes on.
    private async Task<ScheduleRow?> EndTaskAsync(ScheduleRow schedule, ScheduleChange change, CancellationToken cancellationToken)
    {
        var run = await change.FindRunAsync(schedule.Run!.Value);
        var (phase, stat, error) = await change.Connection.QuerySingleOrDefaultAsync<(string? Phase, string? Stat, string? Error)>(
            "SELECT phase, stat, error_message FROM state WHERE task_id = @RunTask",
            new { run!.RunTask },
            change.Transaction
        );
        if (phase is Phase.Queued or Phase.Labeling or Phase.Producing)
            return null;
        if (phase == Phase.Done && stat == Stat.Success)
        {
            await change.EndRunAsync(run.Run, RunStatus.Producing, null);
            await AddWorkAsync(schedule, change, cancellationToken);
            return schedule with { Phase = SchedulePhase.Producing };
        }
        string? reason =
            phase is null or Phase.Deleting ? "its task was deleted"
            : stat == Stat.Break ? "its task was aborted"
            : error;
        await change.EndRunAsync(run.Run, RunStatus.Failed, reason);
        await ScheduleNews.TellAsync(database, schedule, change, run.Run, cancellationToken);
        log.LogWarning("Run {Run} of schedule {Schedule} failed: {Reason}", run.Run, schedule.ScheduleId, reason);
        // The watermark stays where it was: the next run covers the range, too.
        return schedule with { Phase = SchedulePhase.Idle, Run = null };
    }

    private async Task<bool> IsProducedAsync(ScheduleRow schedule, ScheduleChange change, CancellationToken cancellationToken)
    {
        var items = new WorkItems(database, change.Connection, change.Transaction, schedule.ScheduleId);
        var (open, _, error) = await items.FindOpenAsync(WorkKind.Series, cancellationToken);
        // The piece before the run: they end together, so that a run that has none and is not done has lost its piece. The other way
        // round one that ends in between would be given another.
        if ((await change.FindRunAsync(schedule.Run!.Value))!.Status == RunStatus.Done)
            return true;
        // A part of the run's rows may count already, so it is tried until it is done.
        if (error is not null)
            await items.ResetAsync(WorkKind.Series, "", cancellationToken);
        if (error is not null)
            log.LogWarning("The panels of schedule {Schedule} are tried again: {Reason}", schedule.ScheduleId, error);
        if (open == 0)
            await AddWorkAsync(schedule, change, cancellationToken);
        return false;
    }

    private Task AddWorkAsync(ScheduleRow schedule, ScheduleChange change, CancellationToken cancellationToken) =>
        new WorkItems(database, change.Connection, change.Transaction, schedule.ScheduleId).AddAsync(
            WorkKind.Series,
            "",
            [(schedule.Run!.Value, "")],
            cancellationToken
        );

    private async Task<ScheduleRow> EndAsync(ScheduleRow schedule, ScheduleChange change, CancellationToken cancellationToken)
    {
        var run = (await change.FindRunAsync(schedule.Run!.Value))!;
        bool moves = run.Kind != RunKind.Backfill && (schedule.Watermark is not { } before || run.EndTime > before);
        schedule = schedule with
        {
            Phase = SchedulePhase.Idle,
            Run = null,
            Watermark = moves ? run.EndTime : schedule.Watermark,
            LatePosts = schedule.LatePosts + (run.LatePosts ?? 0),
        };
        await ScheduleNews.TellAsync(database, schedule, change, run.Run, cancellationToken);
        if (schedule is { KeepDays: { } days, Watermark: { } end })
            await RetireAsync(schedule.ScheduleId, change, days, end.AddDays(-days));
        return schedule;
    }

    // Tasks of runs that lie before what is kept are deleted as those with KEEP_DAYS of their own. Not while rows of theirs count:
    // KEEP_DAYS may have been changed while the rows were taken over.
    private Task RetireAsync(string scheduleId, ScheduleChange change, int days, DateTime kept) =>
        change.Connection.ExecuteAsync(
            $"UPDATE state SET keep_days = @days, delete_at = {database.Dialect.NowMs} WHERE phase = 'done' "
                + "AND keep_days IS NULL AND task_id IN (SELECT run_task FROM schedule_run WHERE task_id = @scheduleId "
                + "AND status IN ('done', 'failed') AND end_time <= @kept) "
                + "AND NOT EXISTS (SELECT 1 FROM series_group g JOIN series_row r ON r.task_id = g.task_id AND r.group_name = g.group_name "
                + "WHERE g.task_id = @scheduleId AND r.create_time < @kept)",
            new
            {
                scheduleId,
                days,
                kept,
            },
            change.Transaction
        );

    private async Task<(string? Task, ScheduleRow Schedule)> BeginAsync(
        ScheduleRow schedule,
        ScheduleChange change,
        CancellationToken cancellationToken
    )
    {
        if (await change.FindWaitingAsync() is { } backfill)
            return await BeginAsync(schedule, change, backfill.Run, (backfill.StartTime, backfill.EndTime), cancellationToken);
        bool due = schedule.Enabled && schedule.NextAt <= clock.NowMs;
        if (!due && !schedule.Asked)
            return (null, schedule);
        // However often it was due meanwhile, it runs once.
        string kind = due ? RunKind.Scheduled : RunKind.Asked;
        schedule = schedule with { NextAt = due ? clock.NextAt(schedule) : schedule.NextAt, Asked = false };
        if (clock.Range(schedule) is not { } range)
            return (null, schedule);
        int run = await change.AddRunAsync(kind, RunStatus.Waiting, range.Start, range.End);
        return await BeginAsync(schedule, change, run, range, cancellationToken);
    }

    private async Task<(string? Task, ScheduleRow Schedule)> BeginAsync(
        ScheduleRow schedule,
        ScheduleChange change,
        int run,
        (DateTime Start, DateTime End) range,
        CancellationToken cancellationToken
    )
    {
        var (connection, transaction) = (change.Connection, change.Transaction);
        var definition =
            await definitions.FindAsync(connection, transaction, schedule.DefinitionId, withSite: true, cancellationToken)
            ?? throw new InvalidOperationException($"schedule {schedule.ScheduleId} has lost its definition: change its TASK");
        string task = TaskId.Format(Guid.NewGuid());
        try
        {
            await tasks.InsertAsync(
                connection,
                transaction,
                definition with
                {
                    TaskId = task,
                    CountTimes = true,
                    Start = range.Start,
                    End = range.End,
                    DateRange = $"{Text(range.Start)} - {Text(range.End)}",
                },
                clock.Now,
                cancellationToken
            );
        }
        catch (ModelGoneException e)
        {
            await change.EndRunAsync(run, RunStatus.Failed, e.Message);
            await ScheduleNews.TellAsync(database, schedule, change, run, cancellationToken);
            return (null, schedule);
        }
        await change.BeginRunAsync(run, task, schedule.Version);
        log.LogInformation("Run {Run} of schedule {Schedule} begins: task {TaskId}", run, schedule.ScheduleId, task);
        return (task, schedule with { Phase = SchedulePhase.Running, Run = run });
    }

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
