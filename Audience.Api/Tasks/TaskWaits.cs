using System.Globalization;
using Audience.Contracts;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Hosting;
using Audience.Jobs.Messaging;
using Audience.Jobs.Workers;
using Dapper;

namespace Audience.Api.Tasks;

/// <summary>Says what a task waits for, where it does.</summary>
public sealed class TaskWaits(OutputDatabase database, WorkerTable workers, BrokerState broker, LocalClock clock)
{
    /// <summary>The task, with what it waits for.</summary>
    public async Task<TaskSummary> AddAsync(TaskSummary task, CancellationToken cancellationToken)
    {
        if (task.Phase is not (Phase.Queued or Phase.Labeling or Phase.Producing))
            return task;
        await using var connection = await database.OpenAsync(cancellationToken);
        var (queue, produceAt, now) = await connection.QuerySingleOrDefaultAsync<(string? Queue, long? ProduceAt, long Now)>(
            new CommandDefinition(
                $"SELECT queue, produce_at, {database.Dialect.NowMs} FROM state WHERE task_id = @TaskId",
                new { task.TaskId },
                cancellationToken: cancellationToken
            )
        );
        if (queue is null)
            return task;
        if (task.Phase == Phase.Producing && produceAt > now)
            return task with { WaitingFor = $"COUNTDOWN until {Local(produceAt.Value - now)}" };
        var alive = (await workers.ListAsync(cancellationToken)).Where(w => w.IsAlive).ToList();
        if (!alive.Exists(w => w.Serves(queue)))
            return task with { WaitingFor = $"a label worker: none serves the queue {queue}" };
        if (broker.FindProblem(QueueNames.Tasks) is { } problem)
            return task with { WaitingFor = problem.Message };
        var waits = await connection.QueryAsync<(string Reason, long Since)>(
            new CommandDefinition(
                // A piece in hand that waits for a silent source has waited since its claim at most.
                "SELECT waiting_for, COALESCE(waiting_since, claimed_at) AS since FROM work_item WHERE parent_id = @TaskId "
                    + "AND status IN ('waiting', 'running') AND waiting_for IS NOT NULL ORDER BY since LIMIT 1",
                new { task.TaskId },
                cancellationToken: cancellationToken
            )
        );
        return waits.Select(wait => task with { WaitingFor = $"{wait.Reason}, since {Local(wait.Since - now)}" }).FirstOrDefault(task);
    }

    private string Local(long fromNow) => clock.Now.AddMilliseconds(fromNow).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
