using System.Diagnostics;
using Audience.Data.Schema;
using Dapper;
using MySqlConnector;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>
/// What no system could do without: reading the columns once and throwing them away, and writing as many label rows in bulk.
/// </summary>
internal sealed class Floor(BenchSource source, string server, string column)
{
    /// <summary>Reads, then writes as many rows as the task does, with texts as long; the time of both.</summary>
    public async Task<FloorTimes> RunAsync(Reference reference, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await ReadAsync(cancellationToken);
        var read = watch.Elapsed;
        await PrepareAsync(cancellationToken);
        watch.Restart();
        await WriteAsync(new FloorRows((int)reference.Rows, reference.MeanTextBytes, column == "author"), cancellationToken);
        return new FloorTimes(read, watch.Elapsed);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(source.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        string text = column == "author" ? "" : ", " + column;
        await using var command = new MySqlCommand($"SELECT id, s_id, author, post_time{text} FROM ts_page_content", connection)
        {
            CommandTimeout = 0,
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        object[] values = new object[reader.FieldCount];
        while (await reader.ReadAsync(cancellationToken))
            reader.GetValues(values);
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(server);
        await connection.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(
            $"CREATE DATABASE IF NOT EXISTS audience_bench_floor; DROP TABLE IF EXISTS audience_bench_floor.fbfans"
        );
        var dialect = new Data.Dialects.MySqlDialect(
            Microsoft.Extensions.Logging.Abstractions.NullLogger<Data.Dialects.MySqlDialect>.Instance
        );
        await dialect.EnsureTableAsync(connection, "audience_bench_floor", ResultTables.Label("fbfans"), cancellationToken);
    }

    // One table, one statement, one commit: as cheap as a bulk write can be.
    private async Task WriteAsync(FloorRows rows, CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(
            new MySqlConnectionStringBuilder(server) { Database = "audience_bench_floor", AllowLoadLocalInfile = true }.ConnectionString
        );
        await connection.OpenAsync(cancellationToken);
        var bulk = new MySqlBulkCopy(connection) { DestinationTableName = "fbfans", BulkCopyTimeout = 0 };
        await bulk.WriteToServerAsync(rows, cancellationToken);
    }
}

/// <summary>How long the floor took.</summary>
internal sealed record FloorTimes(TimeSpan Read, TimeSpan Write)
{
    /// <summary>Both.</summary>
    public TimeSpan Total => Read + Write;
}
