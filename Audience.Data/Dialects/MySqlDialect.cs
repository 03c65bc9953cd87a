using System.Data;
using System.Data.Common;
using System.Globalization;
using Audience.Data.Results;
using Audience.Data.Schema;
using Audience.Data.Servers;
using Dapper;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Audience.Data.Dialects;

/// <summary>MySQL 8 and MariaDB 10.5 or later.</summary>
public sealed class MySqlDialect(ILogger<MySqlDialect> log) : SqlDialect
{
    /// <summary>Where the dialect tells what it does to a server, or cannot do.</summary>
    internal ILogger Log => log;

    public override string NowMs => "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)";
    public override string ForUpdate => " FOR UPDATE";
    public override string ForShare => " LOCK IN SHARE MODE";
    public override string InsertIgnore => "INSERT IGNORE";
    public override string WholeNumber => "SIGNED";
    public override bool CreatesInTransaction => false;
    public override ILabelRowWriter LabelRowWriter { get; } = new MySqlLabelRowWriter(log);

    public override string Quote(string name) => $"`{SqlNames.Check(name)}`";

    public override string Table(string schema, string table) => $"{Quote(schema)}.{Quote(table)}";

    public override IEnumerable<string> CreateTable(string qualifiedName, TableDefinition table)
    {
        var lines = table
            .Columns.Select(ColumnSql)
            .Append($"PRIMARY KEY ({string.Join(", ", table.PrimaryKey)})")
            .Concat(table.Indexes.Select(i => $"INDEX ({string.Join(", ", i)})"));
        yield return $"CREATE TABLE IF NOT EXISTS {qualifiedName} ({string.Join(", ", lines)}) "
            + "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin";
    }

    public override async Task EnsureTableAsync(
        DbConnection connection,
        string schema,
        TableDefinition table,
        CancellationToken cancellationToken
    )
    {
        var present = await ColumnsAsync(connection, schema, table.Name, cancellationToken);
        if (present.Count == 0)
            foreach (string sql in CreateTable(Table(schema, table.Name), table))
                await connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: cancellationToken));
        else if (
            table.Columns.Any(c => !present.Contains(c.Name))
            || await MySqlCharsets.AreOtherAsync(connection, schema, table, cancellationToken)
            || (await MySqlSchemaUpgrade.MissingIndexesAsync(connection, schema, table, cancellationToken)).Count > 0
        )
            await new MySqlSchemaUpgrade(this, log).RunAsync(connection, schema, table, present, cancellationToken);
    }

    public override async Task<DbTransaction> BeginLongAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);

    public override Task LimitIdleAsync(DbConnection connection, CancellationToken cancellationToken, DbTransaction? transaction = null) =>
        connection.ExecuteAsync(
            new CommandDefinition("SET SESSION wait_timeout = 20", transaction: transaction, cancellationToken: cancellationToken)
        );

    // A lock's name tells which connection has it, and no connection keeps one longer than it lives.
    public override async Task NameConnectionAsync(DbConnection connection, string name, CancellationToken cancellationToken)
    {
        await EndHolderAsync(connection, name, cancellationToken);
        if (
            await connection.ExecuteScalarAsync<int?>(
                new CommandDefinition("SELECT GET_LOCK(@name, 5)", new { name }, cancellationToken: cancellationToken)
            ) != 1
        )
            throw new TimeoutException($"the connection that has {name} does not end");
    }

    public override async Task EndHolderAsync(DbConnection connection, string name, CancellationToken cancellationToken)
    {
        long? holder = await connection.ExecuteScalarAsync<long?>(
            new CommandDefinition("SELECT NULLIF(IS_USED_LOCK(@name), CONNECTION_ID())", new { name }, cancellationToken: cancellationToken)
        );
        if (holder is null)
            return;
        log.LogWarning(
            "Ending connection {Connection} of the output server, which still works on what another worker has taken over",
            holder
        );
        try
        {
            await connection.ExecuteAsync(
                new CommandDefinition($"KILL {holder.Value.ToString(CultureInfo.InvariantCulture)}", cancellationToken: cancellationToken)
            );
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.NoSuchThread)
        {
            // It has ended by itself meanwhile.
        }
    }

    public override bool IsTransient(Exception error) => MySqlErrors.IsTransient(error);

    public override async Task<IReadOnlySet<string>> ColumnsAsync(
        DbConnection connection,
        string schema,
        string table,
        CancellationToken cancellationToken
    )
    {
        var names = await connection.QueryAsync<string>(
            new CommandDefinition(
                "SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = @schema AND TABLE_NAME = @table",
                new { schema, table },
                cancellationToken: cancellationToken
            )
        );
        return names.ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public override Task<bool> SchemaExistsAsync(DbConnection connection, string schema, CancellationToken cancellationToken) =>
        MySqlSchemas.ExistsAsync(connection, schema, cancellationToken);

    // Every schema of the server is.
    public override Task<IAsyncDisposable> ReachAsync(DbConnection connection, string schema, CancellationToken cancellationToken) =>
        Task.FromResult<IAsyncDisposable>(new AsyncUndo(() => Task.CompletedTask));

    public override async Task ReplaceTableAsync(
        DbConnection connection,
        string schema,
        string table,
        string place,
        CancellationToken cancellationToken
    )
    {
        string old = Table(schema, table + "_old");
        await connection.ExecuteAsync(new CommandDefinition($"DROP TABLE IF EXISTS {old}", cancellationToken: cancellationToken));
        bool taken = await TableExistsAsync(connection, schema, place, cancellationToken);
        string away = taken ? $"{Table(schema, place)} TO {old}, " : "";
        await connection.ExecuteAsync(
            new CommandDefinition(
                $"RENAME TABLE {away}{Table(schema, table)} TO {Table(schema, place)}",
                cancellationToken: cancellationToken
            )
        );
        await connection.ExecuteAsync(new CommandDefinition($"DROP TABLE IF EXISTS {old}", cancellationToken: cancellationToken));
    }

    public override string TextKey(string expression) => $"UNHEX(MD5(CONVERT({expression} USING utf8mb4)))";

    public override string TextKeyType => "BINARY(16)";

    // Assignments take effect from left to right, so the time comes last.
    public override string KeepLatest(string key, string time, params IReadOnlyList<string> columns) =>
        " ON DUPLICATE KEY UPDATE "
        + string.Concat(columns.Select(c => $"{c} = IF(VALUES({time}) >= {time}, VALUES({c}), {c}), "))
        + $"{time} = GREATEST(VALUES({time}), {time})";

    /// <summary>A column as CREATE and ALTER TABLE have it.</summary>
    internal static string ColumnSql(Column column) =>
        $"`{column.Name}` "
        + $"{TypeSql(column.Type)}{(column.Nullable ? " NULL" : " NOT NULL")}"
        + $"{(column.Default is null ? "" : " DEFAULT " + column.Default)}";

    private static string TypeSql(ColumnType type) =>
        type switch
        {
            ColumnType.TaskId => "CHAR(32) CHARACTER SET ascii COLLATE ascii_bin",
            ColumnType.Name => "VARCHAR(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
            ColumnType.Text => "LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
            ColumnType.Int => "INT",
            ColumnType.Long => "BIGINT",
            ColumnType.Double => "DOUBLE",
            ColumnType.Time => "DATETIME(6)",
            ColumnType.Blob => "LONGBLOB",
            ColumnType.Serial => "BIGINT AUTO_INCREMENT",
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
        };
}
