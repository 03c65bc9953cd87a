using System.Globalization;
using System.Text;
using Audience.Data;
using Audience.Data.Authors;
using Audience.Data.Exports;
using Audience.Data.Schema;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;

namespace Audience.Benchmarks.Nightly;

/// <summary>Writes what a schedule's first run would have left: label rows, which of them count, and a panel for each author.</summary>
internal sealed class NightlyState(string server, string schema, string id)
{
    private const string Group = "fbfans",
        FirstRun = "0123456789abcdef0123456789abcdef";
    private const int RowsPerChunk = 10_000;

    /// <summary>Writes it.</summary>
    /// <param name="rows">Label rows, the authors in turn.</param>
    /// <param name="authors">Authors.</param>
    /// <param name="watermark">The end of the first run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task WriteAsync(int rows, int authors, DateTime watermark, CancellationToken cancellationToken)
    {
        await using var database = OutputDatabases.MySql(new MySqlConnectionStringBuilder(server), schema, NullLoggerFactory.Instance);
        await database.EnsureTableAsync(schema, ResultTables.Label(Group), null, cancellationToken);
        await database.EnsureTableAsync(schema, ResultTables.Production(Group), null, cancellationToken);
        var settings = new MySqlConnectionStringBuilder(server) { Database = schema, AllowLoadLocalInfile = true };
        await using var connection = new MySqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await WriteAuthorsAsync(connection, authors, cancellationToken);
        string production = ResultTables.ProductionName(Group);
        string bucket = LabelSource.Bucket;
        string[] statements =
        [
            $"INSERT INTO {Group} ({ResultTables.ColumnList}) "
                + $"SELECT CONCAT('p', seq), '{FirstRun}', CONCAT('WH_F0045_', a.name), '/female', "
                + $"'2020-01-01' + INTERVAL seq * TIMESTAMPDIFF(SECOND, '2020-01-01', @watermark) DIV {rows} SECOND, 'WH_F0045', '小姐', "
                + $"seq DIV {RowsPerChunk}, seq MOD {RowsPerChunk}, a.hash FROM seq_0_to_{rows - 1} "
                + $"JOIN bench_author a ON a.number = seq * 2654435761 MOD {authors}",
            "INSERT INTO series_row (task_id, group_name, bucket, run, chunk_seq, row_seq, author_hash, panel_name, create_time) "
                + $"SELECT @id, '{Group}', {bucket}, 1, chunk_seq, row_seq, author_hash, panel, create_time "
                + $"FROM {Group} l ORDER BY {bucket}",
            $"INSERT INTO {production} ({ResultTables.ColumnList}) SELECT id, @id, source_author, panel, create_time, field_content, "
                + "match_content, bucket, ROW_NUMBER() OVER (PARTITION BY bucket ORDER BY author_hash) - 1, author_hash FROM (SELECT l.*, "
                + $"{bucket} AS bucket, ROW_NUMBER() OVER (PARTITION BY author_hash ORDER BY create_time DESC) AS n FROM {Group} l) w "
                + "WHERE n = 1",
            "INSERT INTO schedule_run (task_id, run, status, kind, run_task, version, start_time, end_time, late_posts) "
                + $"VALUES (@id, 1, 'done', 'asked', '{FirstRun}', 1, '2020-01-01', @watermark, 0)",
            $"INSERT INTO series_group (task_id, group_name, run, production_rows) SELECT @id, '{Group}', 1, COUNT(*) FROM {production}",
            "UPDATE schedule SET watermark = @watermark WHERE schedule_id = @id",
            $"ANALYZE TABLE {Group}, {production}, series_row",
        ];
        foreach (string sql in statements)
            await connection.ExecuteAsync(
                new CommandDefinition(sql, new { id, watermark }, commandTimeout: 0, cancellationToken: cancellationToken)
            );
    }

    private static async Task WriteAuthorsAsync(MySqlConnection connection, int authors, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync("CREATE TEMPORARY TABLE bench_author (number INT PRIMARY KEY, name VARCHAR(64), hash BIGINT)");
        var builder = new SourceAuthor();
        var text = new StringBuilder();
        for (int i = 0; i < authors; i++)
        {
            long hash = (long)SourceAuthor.Hash(builder.Build("WH_F0045"u8, Encoding.UTF8.GetBytes($"author {i}")));
            text.Append(CultureInfo.InvariantCulture, $"{i}\tauthor {i}\t{hash}\n");
        }
        using var lines = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        await new MySqlBulkLoader(connection)
        {
            TableName = "bench_author",
            SourceStream = lines,
            Local = true,
            FieldTerminator = "\t",
            LineTerminator = "\n",
            Timeout = 0,
        }.LoadAsync(cancellationToken);
    }
}
