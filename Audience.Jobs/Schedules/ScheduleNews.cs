using Audience.Data;
using Audience.Data.Callbacks;
using Audience.Data.Schedules;

namespace Audience.Jobs.Schedules;

/// <summary>Tells whoever asked for it (CALLBACK_URL of a schedule) that a run has ended.</summary>
public static class ScheduleNews
{
    /// <summary>Writes it down in the transaction that ends the run.</summary>
    /// <param name="database">Where the outbox is.</param>
    /// <param name="schedule">The schedule as it is after that.</param>
    /// <param name="change">Its change at hand.</param>
    /// <param name="run">The run, which has ended.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task TellAsync(
        OutputDatabase database,
        ScheduleRow schedule,
        ScheduleChange change,
        int run,
        CancellationToken cancellationToken
    )
    {
        if (schedule.CallbackUrl is not { } url || await change.FindRunAsync(run) is not { } ended)
            return;
        await new CallbackOutbox(database, change.Connection, change.Transaction).AddAsync(
            new CallbackEvent(CallbackEvents.RunEnded, schedule.ScheduleId, url),
            ended.Status,
            // Named as GET /schedules/{id} names it.
            new
            {
                name = schedule.Name,
                watermark = schedule.Watermark,
                run = ended.Run,
                kind = ended.Kind,
                status = ended.Status,
                task_id = ended.RunTask,
                version = ended.Version,
                start_time = ended.StartTime,
                end_time = ended.EndTime,
                late_posts = ended.LatePosts,
                error_message = ended.Error,
            },
            cancellationToken
        );
    }
}
