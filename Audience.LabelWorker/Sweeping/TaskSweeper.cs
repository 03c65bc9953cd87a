using Audience.Contracts.Messages;
using Audience.Data;
using Audience.Hosting.Bus;
using Dapper;

namespace Audience.LabelWorker.Sweeping;

/// <summary>
/// Has the sagas look at tasks that are due: after COUNTDOWN, and whenever a task has stood still: a message was lost, a worker died, the
/// broker was wiped. The tables are the truth, messages are hints; so waking a task in vain does no harm.
/// </summary>
public sealed class TaskSweeper(OutputDatabase database, IServiceScopeFactory scopes, TimeProvider time, ILogger<TaskSweeper> log) : BackgroundService
{
    private const int NextCheckMs = 10_000;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        bool failing = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // One line per outage, not one per second.
                if (!failing)
                    log.LogWarning("Due tasks cannot be looked up, which is tried again every second: {Reason}", e.Message);
                failing = true;
            }
        }
    }

    /// <summary>Wakes every task that is due. Of several workers only the one that moves a task's check_at on sends.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        string now = database.Dialect.NowMs;
        var due = await connection.QueryAsync<(string TaskId, long CheckAt)>(new CommandDefinition(
            $"SELECT task_id, check_at FROM state WHERE phase IN ('queued', 'labeling', 'producing') AND check_at <= {now} ORDER BY check_at LIMIT 100", cancellationToken: cancel));
        foreach (var (taskId, checkAt) in due)
        {
            int claimed = await connection.ExecuteAsync(new CommandDefinition(
                $"UPDATE state SET check_at = {now} + {NextCheckMs} WHERE task_id = @taskId AND check_at = @checkAt", new { taskId, checkAt }, cancellationToken: cancel));
            if (claimed == 0)
                continue;
            await using var scope = scopes.CreateAsyncScope();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(TimeSpan.FromSeconds(5));
            await scope.ServiceProvider.GetRequiredService<Commands>().ToTasksAsync(new TaskMoved(Guid.ParseExact(taskId, "N")), patience.Token);
        }
    }
}
