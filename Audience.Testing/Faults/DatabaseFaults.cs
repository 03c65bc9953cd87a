using Audience.Testing.Systems;
using Dapper;
using MySqlConnector;

namespace Audience.Testing.Faults;

/// <summary>The database goes, is full, or lets others wait.</summary>
internal static class DatabaseFaults
{
    public static readonly IReadOnlyList<Fault> All =
    [
        new(
            "database-killed",
            async site =>
            {
                site.System.Servers.Database.Kill();
                await site.System.Servers.Database.StartAgainAsync();
            }
        ),
        new(
            "database-stopped",
            async site =>
            {
                await site.System.Servers.Database.StopAsync();
                await site.System.Servers.Database.StartAgainAsync();
            }
        ),
        new("output-cut", site => CutAsync(site, site.System.Servers.OutputLine)),
        new("source-cut", site => CutAsync(site, site.System.Servers.SourceLine)),
        new("output-away", site => RefuseAsync(site, site.System.Servers.OutputLine)),
        new("source-away", site => RefuseAsync(site, site.System.Servers.SourceLine)),
        new("source-slow", SlowAsync),
        new("rows-locked", LockAsync),
        new("deadlocks", DeadlockAsync),
        new("disk-full", FillAsync, system => system.Servers.Disk is null ? "no file system could be mounted: that takes root" : null),
    ];

    private static async Task CutAsync(FaultSite site, TcpProxy line)
    {
        for (int i = 0; i < 6; i++)
        {
            line.Cut();
            await site.LastAsync(20, 400);
        }
    }

    private static async Task RefuseAsync(FaultSite site, TcpProxy line)
    {
        line.Refuse();
        await site.LastAsync(500, 6_000);
        line.Accept();
    }

    private static async Task SlowAsync(FaultSite site)
    {
        site.System.Servers.SourceLine.Latency = TimeSpan.FromMilliseconds(site.Random.Next(100, 1_000));
        await site.LastAsync(1_000, 4_000);
        site.System.Servers.SourceLine.Latency = FaultServers.SourceLatency;
    }

    // Longer than innodb_lock_wait_timeout: chunks cannot be committed, and sagas cannot move.
    private static async Task LockAsync(FaultSite site)
    {
        await using var connection = await site.System.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (string table in new[] { "task_chunk", "state", "task_group", "work_item" })
            if (site.Random.Next(2) == 0)
                await TryAsync(() =>
                    connection.ExecuteAsync(
                        $"SELECT 1 FROM {table} WHERE {(table == "work_item" ? "parent_id" : "task_id")} IN @Open FOR UPDATE",
                        new { site.Open },
                        transaction
                    )
                );
        await site.LastAsync(2_500, 5_000);
    }

    // Takes rows in the order in which nobody of ours does.
    private static async Task DeadlockAsync(FaultSite site)
    {
        await using var connection = await site.System.OpenAsync();
        foreach (string taskId in site.Open)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await TryAsync(() =>
                connection.ExecuteAsync("SELECT 1 FROM task_chunk WHERE task_id = @taskId FOR UPDATE", new { taskId }, transaction)
            );
            await site.LastAsync(50, 500);
            await TryAsync(() =>
                connection.ExecuteAsync("SELECT 1 FROM state WHERE task_id = @taskId FOR UPDATE", new { taskId }, transaction)
            );
        }
    }

    private static async Task FillAsync(FaultSite site)
    {
        var (disk, database) = (site.System.Servers.Disk!, site.System.Servers.Database);
        disk.Fill();
        await site.LastAsync(2_000, 5_000);
        disk.Free();
        // A server may give up over a full disk; then its operator starts it again.
        if (!database.IsRunning)
            await database.StartAgainAsync();
    }

    // This side may be the victim as well.
    private static async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (MySqlException e) when (e.ErrorCode is MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout)
        {
            // What it was to provoke has happened, only to us.
        }
    }
}
