using Audience.Data;
using Audience.Data.Files;
using MySqlConnector;

namespace Audience.Local.Import;

/// <summary>The table of a source on a MySQL or MariaDB server, as an import needs it.</summary>
/// <param name="connection">To its server.</param>
/// <param name="schema">Its schema.</param>
/// <param name="table">Its name.</param>
internal sealed class MySqlPostTable(MySqlConnection connection, string schema, string table)
{
    /// <summary>Its name in statements.</summary>
    /// <exception cref="ArgumentException">A name is not valid.</exception>
    public static string Quoted(string schema, string table) => $"`{SqlNames.Check(schema)}`.`{SqlNames.Check(table)}`";

    // Sorting all times once costs the server less than finding the place of each. The comment tells that it is still to be done, whoever
    // imports next.
    private const string Unindexed = "its index on post_time is made when an import has ended";

    /// <summary>Makes it where it is missing, without the index on <c>post_time</c>: <see cref="CompleteAsync"/> makes that.</summary>
    /// <exception cref="FileException">It has no unique key on id.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        string name = Quoted(schema, table);
        await RunAsync($"CREATE DATABASE IF NOT EXISTS `{schema}` DEFAULT CHARSET utf8mb4", cancellationToken);
        await RunAsync(
            $"CREATE TABLE IF NOT EXISTS {name} (id VARCHAR(190) COLLATE utf8mb4_bin NOT NULL, s_id TEXT, s_area_id TEXT, author TEXT, "
                + "title TEXT, content LONGTEXT, post_time DATETIME, PRIMARY KEY (id)) "
                + $"DEFAULT CHARSET utf8mb4 COMMENT '{Unindexed}'",
            cancellationToken
        );
        long keys = await CountAsync(
            "SELECT COUNT(*) FROM information_schema.STATISTICS s WHERE TABLE_SCHEMA = @schema AND TABLE_NAME = @table "
                + "AND COLUMN_NAME = 'id' AND NON_UNIQUE = 0 AND NOT EXISTS (SELECT 1 FROM information_schema.STATISTICS o "
                + "WHERE o.TABLE_SCHEMA = @schema AND o.TABLE_NAME = @table AND o.INDEX_NAME = s.INDEX_NAME AND o.SEQ_IN_INDEX > 1)",
            cancellationToken
        );
        if (keys == 0)
            throw new FileException(
                $"{schema}.{table} has no unique key on id, by which posts are told apart: add one, or name a new table"
            );
    }

    /// <summary>Makes the index on <c>post_time</c> of a table that an import has made, if it is not there yet.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        long unindexed = await CountAsync(
            "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = @schema AND TABLE_NAME = @table "
                + $"AND TABLE_COMMENT = '{Unindexed}'",
            cancellationToken
        );
        if (unindexed == 0)
            return;
        try
        {
            await RunAsync($"ALTER TABLE {Quoted(schema, table)} ADD KEY post_time (post_time), COMMENT ''", cancellationToken);
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.DuplicateKeyName)
        {
            // Another import has just made it.
        }
    }

    /// <summary>Whether all of its texts are UTF-8, so that the server may take ours without converting them.</summary>
    public async Task<bool> IsUtf8Async(CancellationToken cancellationToken) =>
        await CountAsync(
            "SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = @schema AND TABLE_NAME = @table "
                + "AND CHARACTER_SET_NAME NOT IN ('utf8mb4', 'utf8mb3', 'utf8')",
            cancellationToken
        ) == 0;

    private async Task<long> CountAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new MySqlCommand(sql, connection);
        command.Parameters.AddWithValue("@schema", schema);
        command.Parameters.AddWithValue("@table", table);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), null);
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        // An index over tens of millions of posts takes minutes.
        await using var command = new MySqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
