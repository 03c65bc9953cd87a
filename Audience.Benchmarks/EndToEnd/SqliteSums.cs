using Microsoft.Data.Sqlite;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>Sums of tables in a SQLite file, which has no checksums of its own.</summary>
/// <param name="file">The file.</param>
internal sealed class SqliteSums(string file) : ITableSums
{
    public Task<(long Rows, long Checksum)> OfLabelsAsync(string table, string taskId) =>
        SumAsync(
            "id || '|' || source_author || '|' || panel || '|' || create_time || '|' || field_content || '|' || match_content",
            table,
            taskId
        );

    public Task<(long Rows, long Checksum)> OfProductionAsync(string table, string taskId) =>
        SumAsync("source_author || '|' || panel || '|' || create_time", "wh_panel_mapping_" + table, taskId);

    private async Task<(long, long)> SumAsync(string text, string table, string taskId)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {text} FROM \"{table}\" WHERE task_id = $id";
        command.Parameters.AddWithValue("$id", taskId);
        await using var reader = await command.ExecuteReaderAsync();
        long rows = 0,
            sum = 0;
        for (; await reader.ReadAsync(); rows++)
            sum += Reference.Checksum(reader.GetString(0));
        return (rows, sum);
    }
}
