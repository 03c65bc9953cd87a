using System.Data.Common;
using Audience.Data.Results;
using Audience.Data.Schema;
using Dapper;

namespace Audience.Data.Dumps;

/// <summary>
/// Merges the production rows of a dump group with last year's (behaviour page, "Dump"), all of it on the server, so that memory here
/// does not grow with the rows. New are the panels of the dump's conflict group, one for each author: that of the latest post.
/// </summary>
public sealed class DumpMerge(OutputDatabase database, DbConnection connection, DbTransaction transaction, DumpMergePlan plan)
{
    private static readonly string[] Columns = ["id", "task_id", "source_author", "panel", "create_time", "field_content", "match_content"];
    private static readonly string ColumnList = string.Join(", ", Columns);

    private string Target => database.Dialect.Table(plan.OutputDatabase, plan.Table);

    private string Author(string alias) => database.Dialect.TextKey(alias + ".source_author");

    private string OfGroup(string alias) =>
        $"{database.Dialect.TextKey(alias + ".panel")} IN "
        + $"({string.Join(", ", plan.Panels.Select((_, i) => database.Dialect.TextKey("@panel" + i)))})";

    /// <summary>Creates the table to merge into; the caller begins the transaction after it.</summary>
    public static async Task CreateTableAsync(
        OutputDatabase database,
        DbConnection connection,
        string schema,
        string table,
        CancellationToken cancellationToken
    )
    {
        string name = database.Dialect.Table(schema, table);
        await connection.ExecuteAsync(new CommandDefinition($"DROP TABLE IF EXISTS {name}", cancellationToken: cancellationToken));
        foreach (string sql in database.Dialect.CreateTable(name, DumpTables.Result(table)))
            await connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: cancellationToken));
    }

    /// <summary>Fills the table.</summary>
    /// <returns>Its rows.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        for (int source = 0; source < plan.Sources.Count; source++)
            await AddNewAsync(source, plan.Sources[source], cancellationToken);
        long rows = plan.Old is null ? 0 : await KeepOldAsync(plan.Old, cancellationToken);
        for (int source = 0; source < plan.Sources.Count; source++)
            rows += await WriteNewAsync(source, plan.Sources[source], rows, cancellationToken);
        return rows;
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            "CREATE TEMPORARY TABLE IF NOT EXISTS dump_new (author_key "
                + $"{database.Dialect.TextKeyType} PRIMARY KEY, panel_key {database.Dialect.TextKeyType}, "
                + "source_no INT, from_chunk INT, from_row INT, post_time DATETIME(6))",
            cancellationToken
        );
        await ExecuteAsync(
            "CREATE TEMPORARY TABLE IF NOT EXISTS dump_time (author_key "
                + $"{database.Dialect.TextKeyType} PRIMARY KEY, panel_time DATETIME(6))",
            cancellationToken
        );
        // Emptied, not dropped: DROP TABLE would end the transaction.
        foreach (string table in new[] { "dump_new", "dump_time" })
            await ExecuteAsync($"DELETE FROM {table}", cancellationToken);
    }

    private Task AddNewAsync(int number, DumpSource source, CancellationToken cancellationToken) =>
        ExecuteAsync(
            "INSERT INTO dump_new (author_key, panel_key, source_no, from_chunk, from_row, post_time) "
                + $"SELECT {Author("p")}, {database.Dialect.TextKey("p.panel")}, {number}, p.chunk_seq, p.row_seq, p.create_time "
                + $"FROM {Production(source)} p WHERE p.task_id = @taskId AND p.source_author IS NOT NULL AND {OfGroup("p")}"
                + database.Dialect.KeepLatest("author_key", "post_time", "panel_key", "source_no", "from_chunk", "from_row"),
            cancellationToken,
            source.TaskId
        );

    // Old rows of other panels, and of authors of whom nothing new is known. A panel that stays the same keeps its time.
    private async Task<long> KeepOldAsync(OldTable old, CancellationToken cancellationToken)
    {
        string table = database.Dialect.Table(old.Schema, old.Table);
        await ExecuteAsync(
            $"INSERT INTO dump_time (author_key, panel_time) SELECT n.author_key, MAX(o.create_time) FROM {table} o "
                + $"JOIN dump_new n ON n.author_key = {Author("o")} AND n.panel_key "
                + $"= {database.Dialect.TextKey("o.panel")} GROUP BY n.author_key",
            cancellationToken
        );
        string values = string.Join(", ", Columns.Select(c => old.Columns.Contains(c) ? "o." + c : "NULL"));
        return await ExecuteAsync(
            $"INSERT INTO {Target} (row_no, {ColumnList}) SELECT ROW_NUMBER() OVER (), {values} FROM {table} o "
                + $"LEFT JOIN dump_new n ON n.author_key = {Author("o")} WHERE "
                + $"n.author_key IS NULL OR o.panel IS NULL OR NOT {OfGroup("o")}",
            cancellationToken
        );
    }

    // By author and panel, too: rows that the Python original made have no numbers of their own.
    private Task<int> WriteNewAsync(int number, DumpSource source, long before, CancellationToken cancellationToken) =>
        ExecuteAsync(
            $"INSERT INTO {Target} (row_no, {ColumnList}) "
                + $"SELECT {before} + ROW_NUMBER() OVER (), p.id, p.task_id, p.source_author, "
                + "p.panel, COALESCE(t.panel_time, @CreateTime), p.field_content, p.match_content "
                + $"FROM dump_new n JOIN {Production(source)} p ON p.task_id = "
                + "@taskId AND p.chunk_seq = n.from_chunk AND p.row_seq = n.from_row "
                + $"AND {Author("p")} = n.author_key AND {database.Dialect.TextKey("p.panel")} = n.panel_key "
                + $"LEFT JOIN dump_time t ON t.author_key = n.author_key WHERE n.source_no = {number}",
            cancellationToken,
            source.TaskId
        );

    private string Production(DumpSource source) => database.Dialect.Table(source.Schema, ResultTables.ProductionName(source.SourceGroup));

    private Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, string? taskId = null)
    {
        var values = new DynamicParameters(new { taskId, plan.CreateTime });
        foreach (var (panel, number) in plan.Panels.Select((panel, number) => (panel, number)))
            values.Add("panel" + number, panel);
        return ChangedValues.RefuseAsync(
            connection,
            Target,
            () =>
                connection.ExecuteAsync(
                    new CommandDefinition(sql, values, transaction, commandTimeout: 0, cancellationToken: cancellationToken)
                )
        );
    }
}
