using Dapper;

namespace Audience.Testing.Faults;

/// <summary>What operators do to servers while work goes on.</summary>
internal static class OperatorFaults
{
    public static readonly IReadOnlyList<Fault> All =
    [
        new("output-read-only", FailOverAsync),
        new("time-zone-changed", ChangeTimeZoneAsync),
        new("table-dropped", DropTableAsync),
    ];

    // As in a failover. It waits for the statements that run.
    private static async Task FailOverAsync(FaultSite site)
    {
        await using var connection = await site.System.OpenAsync();
        await connection.ExecuteAsync("SET GLOBAL read_only = ON", commandTimeout: 120);
        await site.LastAsync(1_000, 5_000);
        await connection.ExecuteAsync("SET GLOBAL read_only = OFF");
    }

    // To summer time and back, so that an hour of the server's local time comes twice; then to the zone that it had.
    private static async Task ChangeTimeZoneAsync(FaultSite site)
    {
        await using var connection = await site.System.OpenAsync();
        foreach (string zone in new[] { "+02:00", "+01:00", "SYSTEM" })
        {
            await connection.ExecuteAsync("SET GLOBAL time_zone = @zone", new { zone });
            await site.LastAsync(500, 3_000);
        }
    }

    // One that holds nothing, so that nothing is lost with it: held against writers while that is looked at.
    private static async Task DropTableAsync(FaultSite site)
    {
        await using var connection = await site.System.OpenAsync();
        var tables = (
            await connection.QueryAsync<string>(
                "SELECT TABLE_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND COLUMN_NAME = 'source_author' "
                    + "ORDER BY TABLE_NAME"
            )
        ).ToArray();
        site.Random.Shuffle(tables);
        foreach (string table in tables)
        {
            await connection.ExecuteAsync($"LOCK TABLES `{table}` WRITE");
            bool isEmpty = await connection.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM (SELECT 1 FROM `{table}` LIMIT 1) t") == 0;
            if (isEmpty)
                await connection.ExecuteAsync($"DROP TABLE `{table}`");
            await connection.ExecuteAsync("UNLOCK TABLES");
            if (isEmpty)
                return;
        }
    }
}
