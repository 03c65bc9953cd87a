using Audience.Data.Posts;
using Audience.Data.Servers;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Audience.Data.Sources;

/// <summary>The tables in the SQLite files of a directory: each file <c>schema.db</c> is a schema.</summary>
/// <param name="directory">Where the files are.</param>
public sealed class SqliteSourceCatalog(string directory) : ISourceCatalog
{
    private const int NotADatabase = 26;

    public async Task<IReadOnlyList<SourceTable>> ListAsync(CancellationToken cancellationToken)
    {
        var tables = new List<SourceTable>();
        if (Directory.Exists(directory))
            foreach (string file in Directory.GetFiles(directory, "*.db").Order(StringComparer.Ordinal))
                tables.AddRange(await TablesAsync(Path.GetFileNameWithoutExtension(file), null, cancellationToken));
        return [.. tables.Take(ISourceCatalog.MaxTables)];
    }

    public async Task<SourceTable?> FindAsync(string schema, string table, CancellationToken cancellationToken) =>
        await TablesAsync(schema, table, cancellationToken) is [var found, ..] ? found : null;

    public async Task<PostTimeline> CountAsync(SourceTable table, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(table.Schema, cancellationToken);
        var counter = new PostCounter(connection, Quote(table.Table), new TimeColumn(isTimestamp: false), SqliteTime.Format);
        return await PostTimeline.CountAsync(counter, from, to, cancellationToken);
    }

    private async Task<IReadOnlyList<SourceTable>> TablesAsync(string schema, string? only, CancellationToken cancellationToken)
    {
        if (!SqlNames.IsValid(schema) || !File.Exists(FileOf(schema)))
            return [];
        try
        {
            await using var connection = await OpenAsync(schema, cancellationToken);
            var columns = await connection.QueryAsync<(string Table, string Column)>(
                new CommandDefinition(
                    "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c "
                        + "WHERE t.type IN ('table', 'view') AND (@only IS NULL OR t.name = @only COLLATE NOCASE) ORDER BY t.name",
                    new { only },
                    cancellationToken: cancellationToken
                )
            );
            var tables = new List<SourceTable>();
            foreach (var table in columns.GroupBy(c => c.Table, c => c.Column))
                if (SourceTable.Of(schema, table.Key, table) is { } fits)
                    tables.Add(await LookAsync(connection, fits, cancellationToken));
            return tables;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == NotADatabase)
        {
            return [];
        }
    }

    private static async Task<SourceTable> LookAsync(SqliteConnection connection, SourceTable table, CancellationToken cancellationToken)
    {
        string quoted = Quote(table.Table);
        bool hasRows = await connection.ExecuteScalarAsync<bool>(
            "SELECT EXISTS (SELECT 1 FROM pragma_table_list(@Table) WHERE type = 'table' AND wr = 0 AND schema = 'main')",
            table
        );
        bool hasIndex = await connection.ExecuteScalarAsync<bool>(
            "SELECT EXISTS (SELECT 1 FROM pragma_index_list(@Table) i JOIN pragma_index_info(i.name) c "
                + "WHERE i.partial = 0 AND c.seqno = 0 AND c.name = 'post_time' COLLATE NOCASE)",
            table
        );
        if (hasRows)
            // Rows are numbered as they come; those that were deleted count.
            table = table with
            {
                Rows = await connection.ExecuteScalarAsync<long?>($"SELECT MAX(rowid) FROM {quoted}") ?? 0,
            };
        if (!hasIndex)
            return table;
        cancellationToken.ThrowIfCancellationRequested();
        return table with { HasTimeIndex = true, First = await EndAsync("MIN"), Last = await EndAsync("MAX") };

        async Task<DateTime?> EndAsync(string end) =>
            await connection.ExecuteScalarAsync<string?>($"SELECT {end}(post_time) FROM {quoted} WHERE post_time >= '1000'") is { } shown
                ? SourceTime.Read(shown).Time
                : null;
    }

    private Task<SqliteConnection> OpenAsync(string schema, CancellationToken cancellationToken) =>
        SqliteConnections.OpenReadOnlyAsync(FileOf(schema), cancellationToken);

    private string FileOf(string schema) => Path.Combine(directory, schema + ".db");

    private static string Quote(string table) => $"\"{SqlNames.Check(table)}\"";
}
