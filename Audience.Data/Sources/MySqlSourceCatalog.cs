using System.Diagnostics;
using Audience.Data.Posts;
using Audience.Data.Servers;
using Dapper;
using MySqlConnector;

namespace Audience.Data.Sources;

/// <summary>The tables of a MySQL or MariaDB server that its user may read.</summary>
/// <param name="settings">How to connect.</param>
public sealed class MySqlSourceCatalog(MySqlConnectionStringBuilder settings) : ISourceCatalog
{
    // What a list may spend on looking into its tables; those that are left are listed without their range.
    private static readonly TimeSpan MaxLooking = TimeSpan.FromSeconds(3);

    private const string Columns =
        "SELECT TABLE_SCHEMA, TABLE_NAME, GROUP_CONCAT(COLUMN_NAME) FROM information_schema.COLUMNS WHERE PRIVILEGES LIKE '%select%' "
        + "AND COLUMN_NAME IN @names AND ";

    public async Task<IReadOnlyList<SourceTable>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var found = await TablesAsync(
            connection,
            "TABLE_SCHEMA NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')",
            null,
            cancellationToken
        );
        long start = Stopwatch.GetTimestamp();
        var tables = new List<SourceTable>();
        foreach (var table in found)
            tables.Add(Stopwatch.GetElapsedTime(start) < MaxLooking ? await LookAsync(connection, table, cancellationToken) : table);
        return tables;
    }

    public async Task<SourceTable?> FindAsync(string schema, string table, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var found = await TablesAsync(connection, "TABLE_SCHEMA = @schema AND TABLE_NAME = @table", (schema, table), cancellationToken);
        return found.Count == 0 ? null : await LookAsync(connection, found[0], cancellationToken);
    }

    public async Task<PostTimeline> CountAsync(SourceTable table, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var layout = await LayoutAsync(connection, table, cancellationToken);
        var counter = new PostCounter(connection, $"{layout.Table} {layout.IndexHint}", layout.Time, time => time);
        return await PostTimeline.CountAsync(counter, from, to, cancellationToken);
    }

    private static async Task<IReadOnlyList<SourceTable>> TablesAsync(
        MySqlConnection connection,
        string condition,
        (string Schema, string Table)? one,
        CancellationToken cancellationToken
    )
    {
        var rows = await connection.QueryAsync<(string Schema, string Table, string Columns)>(
            new CommandDefinition(
                $"{Columns}{condition} GROUP BY TABLE_SCHEMA, TABLE_NAME HAVING SUM(COLUMN_NAME IN @required) = @count "
                    + "ORDER BY TABLE_SCHEMA, TABLE_NAME LIMIT @max",
                new
                {
                    names = SourceTable.Required.Concat(SourceTable.Labelled).Distinct(),
                    required = SourceTable.Required,
                    count = SourceTable.Required.Count,
                    max = ISourceCatalog.MaxTables,
                    schema = one?.Schema,
                    table = one?.Table,
                },
                cancellationToken: cancellationToken
            )
        );
        return [.. rows.Select(r => SourceTable.Of(r.Schema, r.Table, r.Columns.Split(','))).OfType<SourceTable>()];
    }

    private static async Task<SourceTable> LookAsync(MySqlConnection connection, SourceTable table, CancellationToken cancellationToken)
    {
        table = table with
        {
            Rows = await connection.ExecuteScalarAsync<long?>(
                new CommandDefinition(
                    "SELECT TABLE_ROWS FROM information_schema.TABLES WHERE TABLE_SCHEMA = @Schema AND TABLE_NAME = @Table",
                    table,
                    cancellationToken: cancellationToken
                )
            ),
        };
        var layout = await LayoutAsync(connection, table, cancellationToken);
        if (layout.IndexHint.Length == 0)
            return table;
        // Two looks into the index. Years that no task may name are none.
        string? first = await EndAsync("ASC"),
            last = await EndAsync("DESC");
        return table with
        {
            HasTimeIndex = true,
            First = first is null ? null : SourceTime.Read(first).Time,
            Last = last is null ? null : SourceTime.Read(last).Time,
        };

        Task<string?> EndAsync(string order) =>
            connection.ExecuteScalarAsync<string?>(
                new CommandDefinition(
                    $"SELECT CAST({layout.Time.Shown} AS CHAR) FROM {layout.Table} {layout.IndexHint} "
                        + $"WHERE post_time >= '1000-01-01' ORDER BY post_time {order} LIMIT 1",
                    cancellationToken: cancellationToken
                )
            );
    }

    private static Task<SourceLayout> LayoutAsync(MySqlConnection connection, SourceTable table, CancellationToken cancellationToken) =>
        SourceLayout.ReadAsync(connection, new PostTable(table.Schema, table.Table, "author"), cancellationToken);

    private Task<MySqlConnection> OpenAsync(CancellationToken cancellationToken) =>
        MySqlSession.OpenSourceAsync(settings.ConnectionString, cancellationToken);
}
