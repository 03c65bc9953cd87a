using System.Data.Common;
using Audience.Data.Results;
using Audience.Data.Schema;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Audience.Data.Dialects;

/// <summary>SQLite, the embedded default: one file per schema, one writer at a time.</summary>
/// <param name="directory">Where the files are.</param>
/// <param name="main">The schema of every connection; others are reached by attaching their files.</param>
public sealed class SqliteDialect(string directory, string main) : SqlDialect
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

    public override string Table(string schema, string table) => schema == main ? Quote(table) : $"{Quote(schema)}.{Quote(table)}";

    public override IEnumerable<string> CreateTable(string qualifiedName, TableDefinition table)
    {
        var columns = table.Columns.Select(ColumnSql);
        // SQLite numbers rows only where it keeps their numbers.
        string rowId = table.Columns.Any(c => c.Type == ColumnType.Serial) ? "" : " WITHOUT ROWID";
        yield return $"CREATE TABLE IF NOT EXISTS {qualifiedName} ({string.Join(", ", columns)}, "
            + $"PRIMARY KEY ({string.Join(", ", table.PrimaryKey)})){rowId}";
        foreach (var index in table.Indexes)
            yield return $"CREATE INDEX IF NOT EXISTS {Quote($"{table.Name}_{string.Join('_', index)}")} "
                + $"ON {qualifiedName} ({string.Join(", ", index)})";
    }

    public override async Task EnsureTableAsync(
        DbConnection connection,
        string schema,
        TableDefinition table,
        CancellationToken cancellationToken
    )
    {
        var columns = await ColumnsAsync(connection, main, table.Name, cancellationToken);
        if (columns.Count > 0)
            foreach (var column in table.Columns.Where(c => !columns.Contains(c.Name)))
                await connection.ExecuteAsync(
                    new CommandDefinition(
                        $"ALTER TABLE {Quote(table.Name)} ADD COLUMN {ColumnSql(column)}",
                        cancellationToken: cancellationToken
                    )
                );
        foreach (string sql in CreateTable(Quote(table.Name), table))
            await connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: cancellationToken));
    }

    public override Task<DbTransaction> BeginLongAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    // There is one process, and a transaction that it leaves open ends with it.
    public override Task LimitIdleAsync(DbConnection connection, CancellationToken cancellationToken, DbTransaction? transaction = null) =>
        Task.CompletedTask;

    public override Task NameConnectionAsync(DbConnection connection, string name, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public override Task EndHolderAsync(DbConnection connection, string name, CancellationToken cancellationToken) => Task.CompletedTask;

    public override bool IsTransient(Exception error) =>
        error is SqliteException { SqliteErrorCode: 5 or 6 or 10 or 13 } or IOException or TimeoutException;

    public override async Task<IReadOnlySet<string>> ColumnsAsync(
        DbConnection connection,
        string schema,
        string table,
        CancellationToken cancellationToken
    )
    {
        var names = await connection.QueryAsync<string>(
            new CommandDefinition(
                "SELECT name FROM pragma_table_info(@table, @schema)",
                new { table, schema = schema == main ? "main" : schema },
                cancellationToken: cancellationToken
            )
        );
        return names.ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public override Task<bool> SchemaExistsAsync(DbConnection connection, string schema, CancellationToken cancellationToken) =>
        Task.FromResult(schema == main || File.Exists(FileOf(schema)));

    public override async Task<IAsyncDisposable> ReachAsync(DbConnection connection, string schema, CancellationToken cancellationToken)
    {
        if (schema == main)
            return new AsyncUndo(() => Task.CompletedTask);
        await connection.ExecuteAsync(
            new CommandDefinition(
                $"ATTACH DATABASE @file AS {Quote(schema)}",
                new { file = FileOf(schema) },
                cancellationToken: cancellationToken
            )
        );
        // The connection goes back to its pool, where nobody expects the file.
        return new AsyncUndo(() => connection.ExecuteAsync($"DETACH DATABASE {Quote(schema)}"));
    }

    public override async Task ReplaceTableAsync(
        DbConnection connection,
        string schema,
        string table,
        string place,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await BeginAsync(connection, cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(
                $"DROP TABLE IF EXISTS {Table(schema, place)}",
                transaction: transaction,
                cancellationToken: cancellationToken
            )
        );
        await connection.ExecuteAsync(
            new CommandDefinition(
                $"ALTER TABLE {Table(schema, table)} RENAME TO {Quote(place)}",
                transaction: transaction,
                cancellationToken: cancellationToken
            )
        );
        await transaction.CommitAsync(cancellationToken);
    }

    public override string TextKey(string expression) => expression;

    public override string TextKeyType => "TEXT";

    public override string KeepLatest(string key, string time, params IReadOnlyList<string> columns) =>
        $" ON CONFLICT ({key}) DO UPDATE SET {string.Concat(columns.Select(c => $"{c} = excluded.{c}, "))}{time} "
        + $"= excluded.{time} WHERE excluded.{time} >= {time}";

    private string FileOf(string schema) => Path.Combine(directory, SqlNames.Check(schema) + ".db");

    private static string ColumnSql(Column column) =>
        $"{column.Name} "
        + $"{TypeSql(column.Type)}{(column.Nullable ? "" : " NOT NULL")}{(column.Default is null ? "" : " DEFAULT " + column.Default)}";

    private static string TypeSql(ColumnType type) =>
        type switch
        {
            ColumnType.TaskId or ColumnType.Name or ColumnType.Text or ColumnType.Time => "TEXT",
            ColumnType.Int or ColumnType.Long or ColumnType.Serial => "INTEGER",
            ColumnType.Double => "REAL",
            ColumnType.Blob => "BLOB",
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
        };
}
