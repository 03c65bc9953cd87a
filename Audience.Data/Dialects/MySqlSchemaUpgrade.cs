using System.Data.Common;
using Audience.Data.Schema;
using Dapper;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Audience.Data.Dialects;

/// <summary>
/// Takes over a table that the Python original or an earlier version made: its rows stay, its columns get our types, what is missing is
/// added, indexes too. The original's tables have no keys, and types that our values do not fit into.
/// </summary>
internal sealed class MySqlSchemaUpgrade(MySqlDialect dialect, ILogger log)
{
    /// <summary>Changes the table, in one statement.</summary>
    /// <exception cref="InvalidOperationException">Two rows have the same key, or the table is somebody else's.</exception>
    public async Task RunAsync(
        DbConnection connection,
        string schema,
        TableDefinition table,
        IReadOnlySet<string> present,
        CancellationToken cancellationToken
    )
    {
        string name = dialect.Table(schema, table.Name);
        CheckOwner(name, table, present);
        log.LogWarning(
            "Taking over {Table}, which an earlier version made: adding {Columns}, "
                + "and all text in utf8mb4. A large table takes minutes, once",
            name,
            string.Join(", ", table.Columns.Where(c => !present.Contains(c.Name)).Select(c => c.Name))
        );
        var changes = table
            .Columns.Select(c => (present.Contains(c.Name) ? "MODIFY COLUMN " : "ADD COLUMN ") + MySqlDialect.ColumnSql(c))
            .ToList();
        var dropped = await KeysOnTextAsync(connection, schema, table, cancellationToken);
        changes.InsertRange(
            0,
            dropped.Select(index =>
                index == "PRIMARY" ? "DROP PRIMARY KEY" : $"DROP INDEX `{index.Replace("`", "``", StringComparison.Ordinal)}`"
            )
        );
        if (dropped.Contains("PRIMARY") || !await HasPrimaryKeyAsync(connection, schema, table.Name, cancellationToken))
            changes.Add(await KeyAsync(connection, name, table, present, cancellationToken));
        changes.AddRange(
            (await MissingIndexesAsync(connection, schema, table, cancellationToken)).Select(columns => $"ADD INDEX ({columns})")
        );
        changes.Add("DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        try
        {
            await connection.ExecuteAsync(
                new CommandDefinition(
                    $"ALTER TABLE {name} {string.Join(", ", changes)}",
                    commandTimeout: 0,
                    cancellationToken: cancellationToken
                )
            );
        }
        catch (MySqlException e) when (e.ErrorCode is MySqlErrorCode.DuplicateFieldName or MySqlErrorCode.MultiplePrimaryKey)
        {
            log.LogInformation("Another process took over {Table} meanwhile", name);
        }
    }

    // Only what has the columns by which tasks and their rows are known is an earlier version's.
    private static void CheckOwner(string name, TableDefinition table, IReadOnlySet<string> present)
    {
        string[] required =
            table.Name == "state" ? ["task_id", "stat"]
            : table.Columns.Any(c => c.Name == "panel") ? ["task_id", "panel"]
            : [];
        if (required.FirstOrDefault(c => !present.Contains(c)) is { } missing)
            throw new InvalidOperationException(
                $"{name} is not a table of Audience: it has no column {missing}. Choose another OUTPUT_SCHEMA, or rename that table"
            );
    }

    // Text of any length cannot be a key as a whole: what an operator added for an older, shorter column goes.
    private static async Task<IReadOnlyList<string>> KeysOnTextAsync(
        DbConnection connection,
        string schema,
        TableDefinition table,
        CancellationToken cancellationToken
    ) =>
        [
            .. await connection.QueryAsync<string>(
                new CommandDefinition(
                    "SELECT DISTINCT INDEX_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = @schema "
                        + "AND TABLE_NAME = @Name AND INDEX_TYPE = 'BTREE' AND SUB_PART IS NULL AND COLUMN_NAME IN @texts",
                    new
                    {
                        schema,
                        table.Name,
                        texts = table.Columns.Where(c => c.Type == ColumnType.Text).Select(c => c.Name).DefaultIfEmpty(""),
                    },
                    cancellationToken: cancellationToken
                )
            ),
        ];

    // Rows of the original have no numbers within their task, so there the key can only be an index.
    private static async Task<string> KeyAsync(
        DbConnection connection,
        string name,
        TableDefinition table,
        IReadOnlySet<string> present,
        CancellationToken cancellationToken
    )
    {
        string key = string.Join(", ", table.PrimaryKey);
        if (!table.PrimaryKey.All(present.Contains))
            return $"ADD INDEX ({key})";
        string? twice = await connection.ExecuteScalarAsync<string?>(
            new CommandDefinition(
                $"SELECT {table.PrimaryKey[0]} FROM {name} GROUP BY {key} HAVING COUNT(*) > 1 LIMIT 1",
                commandTimeout: 0,
                cancellationToken: cancellationToken
            )
        );
        return twice is null
            ? $"ADD PRIMARY KEY ({key})"
            : throw new InvalidOperationException(
                $"{name} has several rows with {table.PrimaryKey[0]} {twice}, which an "
                    + "earlier version left: delete all but one of each, then start again"
            );
    }

    /// <summary>The columns of each index, beside the primary key, that the table has not got.</summary>
    public static async Task<IReadOnlyList<string>> MissingIndexesAsync(
        DbConnection connection,
        string schema,
        TableDefinition table,
        CancellationToken cancellationToken
    ) =>
        table.Indexes.Length == 0
            ? []
            :
            [
                .. table
                    .Indexes.Select(columns => string.Join(", ", columns))
                    .Except(
                        await connection.QueryAsync<string>(
                            new CommandDefinition(
                                "SELECT GROUP_CONCAT(COLUMN_NAME ORDER BY SEQ_IN_INDEX SEPARATOR ', ') FROM "
                                    + "information_schema.STATISTICS WHERE TABLE_SCHEMA = "
                                    + "@schema AND TABLE_NAME = @Name GROUP BY INDEX_NAME",
                                new { schema, table.Name },
                                cancellationToken: cancellationToken
                            )
                        )
                    ),
            ];

    private static async Task<bool> HasPrimaryKeyAsync(
        DbConnection connection,
        string schema,
        string table,
        CancellationToken cancellationToken
    ) =>
        await connection.ExecuteScalarAsync<int>(
            new CommandDefinition(
                "SELECT COUNT(*) FROM information_schema.TABLE_CONSTRAINTS WHERE TABLE_SCHEMA "
                    + "= @schema AND TABLE_NAME = @table AND CONSTRAINT_TYPE = 'PRIMARY KEY'",
                new { schema, table },
                cancellationToken: cancellationToken
            )
        ) > 0;
}
