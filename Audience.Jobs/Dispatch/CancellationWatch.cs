using Audience.Data;
using Audience.Jobs.Leases;
using Dapper;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Dispatch;

/// <summary>
/// Looks twice a second whether what this process works on is still wanted, and cancels what is not: a task was aborted, deleted, or has
/// failed. Usually a message says so earlier; this holds when the broker is away, too.
/// </summary>
public sealed class CancellationWatch(RunningWork running, OutputDatabase database, TimeProvider time, ILogger<CancellationWatch> log)
    : PeriodicService(TimeSpan.FromMilliseconds(500), time, log, "Whether tasks were aborted cannot be looked up")
{
    // While it fails: what is not wanted any more cannot be committed in any case.
    public override async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var pieces in running.Claims.GroupBy(c => c.Kind.Parent))
            await LookAsync(pieces.Key, [.. pieces.Select(c => c.TaskId).Distinct()], cancellationToken);
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
