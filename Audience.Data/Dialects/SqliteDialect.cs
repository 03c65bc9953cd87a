using System.Data.Common;
using Audience.Data.Results;
using Audience.Data.Schema;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Audience.Data.Dialects;

/// <summary>SQLite, the embedded default: one file per schema, one writer at a time.</summary>
public sealed class SqliteDialect : SqlDialect
{
    // A write transaction takes the lock at its start (BEGIN IMMEDIATE), so rows need no locks of their own.
    public override string NowMs => "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
    public override string ForUpdate => "";
    public override string ForShare => "";
    public override string InsertIgnore => "INSERT OR IGNORE";
    public override string WholeNumber => "INTEGER";
    public override bool CreatesInTransaction => true;
    public override ILabelRowWriter LabelRowWriter { get; } = new SqliteLabelRowWriter();

    public override string Quote(string name) => $"\"{SqlNames.Check(name)}\"";

    public override string Table(string schema, string table) => Quote(table);

    public override IEnumerable<string> CreateTable(string qualifiedName, TableDefinition table)
    {
        var columns = table.Columns.Select(c =>
            $"{c.Name} {TypeSql(c.Type)}{(c.Nullable ? "" : " NOT NULL")}{(c.Default is null ? "" : " DEFAULT " + c.Default)}");
        yield return $"CREATE TABLE IF NOT EXISTS {qualifiedName} ({string.Join(", ", columns)}, PRIMARY KEY ({string.Join(", ", table.PrimaryKey)})) WITHOUT ROWID";
        foreach (var index in table.Indexes)
            yield return $"CREATE INDEX IF NOT EXISTS {Quote($"{table.Name}_{string.Join('_', index)}")} ON {qualifiedName} ({string.Join(", ", index)})";
    }

    public override async Task EnsureTableAsync(DbConnection connection, string schema, TableDefinition table, CancellationToken cancel)
    {
        foreach (string sql in CreateTable(Quote(table.Name), table))
            await connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: cancel));
    }

    public override Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancel) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    public override bool IsTransient(Exception error) => error is SqliteException { SqliteErrorCode: 5 or 6 or 10 or 13 } or IOException or TimeoutException;

    public override async Task<bool> TableExistsAsync(DbConnection connection, string schema, string table, CancellationToken cancel) =>
        await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = @table", new { table }, cancellationToken: cancel)) > 0;

    private static string TypeSql(ColumnType type) => type switch
    {
        ColumnType.TaskId or ColumnType.Name or ColumnType.Text or ColumnType.Time => "TEXT",
        ColumnType.Int or ColumnType.Long => "INTEGER",
        ColumnType.Double => "REAL",
        ColumnType.Blob => "BLOB",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
