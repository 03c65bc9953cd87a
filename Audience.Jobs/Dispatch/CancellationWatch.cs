using Audience.Data;
using Audience.Jobs.Leases;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Dispatch;

/// <summary>
/// Looks twice a second whether what this process works on is still wanted, and cancels what is not: a task was aborted, deleted, or has
/// failed. Usually a message says so earlier; this holds when the broker is away, too.
/// </summary>
public sealed class CancellationWatch(RunningWork running, OutputDatabase database, TimeProvider time, ILogger<CancellationWatch> log)
    : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period, time);
        bool failing = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var pieces in running.Claims.GroupBy(c => c.Kind.Parent))
                    await LookAsync(pieces.Key, [.. pieces.Select(c => c.TaskId).Distinct()], stoppingToken);
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // One line per outage. What is not wanted any more cannot be committed in any case.
                if (!failing)
                    log.LogWarning(
                        "Whether tasks were aborted cannot be looked up, which is tried again twice a second: {Reason}",
                        e.Message
                    );
                failing = true;
            }
        }
    }

    private async Task LookAsync(WorkParent parent, string[] taskIds, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var wanted = await connection.QueryAsync<string>(
            new CommandDefinition(
                $"SELECT {parent.Key} FROM {parent.Table} WHERE {parent.Key} IN @taskIds AND {parent.Status} = @Wanted",
                new { taskIds, parent.Wanted },
                cancellationToken: cancellationToken
            )
        );
        foreach (string taskId in taskIds.Except(wanted))
            running.Cancel(taskId, parent);
    }
}
