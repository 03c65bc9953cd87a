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

    /// <summary>Makes it where it is missing.</summary>
    /// <exception cref="FileException">It has no unique key on id.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        string name = Quoted(schema, table);
        await RunAsync($"CREATE DATABASE IF NOT EXISTS `{schema}` DEFAULT CHARSET utf8mb4", cancellationToken);
        await RunAsync(
            $"CREATE TABLE IF NOT EXISTS {name} (id VARCHAR(190) COLLATE utf8mb4_bin NOT NULL, s_id TEXT, s_area_id TEXT, author TEXT, "
                + "title TEXT, content LONGTEXT, post_time DATETIME, PRIMARY KEY (id), KEY post_time (post_time)) "
                + "DEFAULT CHARSET utf8mb4",
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

    /// <summary>Whether all of its texts are UTF-8, so that the server may take ours without converting them.</summary>
    public async Task<bool> IsUtf8Async(CancellationToken cancellationToken) =>
        await CountAsync(
            "SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = @schema AND TABLE_NAME = @table "
                + "AND CHARACTER_SET_NAME NOT IN ('utf8mb4', 'utf8mb3', 'utf8')",
            cancellationToken
        ) == 0;

    private async Task<long> CountAsync(string sql, CancellationToken cancellationToken)
    {
        using var command = new MySqlCommand(sql, connection);
        command.Parameters.AddWithValue("@schema", schema);
        command.Parameters.AddWithValue("@table", table);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), null);
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
