using Dapper;
using MySqlConnector;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>Sums that a MySQL or MariaDB server works out itself.</summary>
/// <param name="server">How to connect to it.</param>
/// <param name="schema">Where the tables are.</param>
internal sealed class MySqlSums(string server, string schema) : ITableSums
{
    private const string Time = "DATE_FORMAT(create_time, '%Y-%m-%d %H:%i:%s')";

    public Task<(long Rows, long Checksum)> OfLabelsAsync(string table, string taskId) =>
        SumAsync($"id, source_author, panel, {Time}, field_content, match_content", table, taskId);

    public Task<(long Rows, long Checksum)> OfProductionAsync(string table, string taskId) =>
        SumAsync($"source_author, panel, {Time}", "wh_panel_mapping_" + table, taskId);

    private async Task<(long, long)> SumAsync(string columns, string table, string taskId)
    {
        await using var connection = new MySqlConnection(server);
        await connection.OpenAsync();
        return await connection.QuerySingleAsync<(long, long)>(
            $"SELECT COUNT(*), CAST(COALESCE(SUM(CRC32(CONCAT_WS('|', {columns}))), 0) AS SIGNED) "
                + $"FROM {schema}.`{table}` WHERE task_id = @taskId",
            new { taskId },
            commandTimeout: 600
        );
    }
}
