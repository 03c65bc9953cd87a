using System.Data.Common;
using Dapper;

namespace Audience.Data;

/// <summary>Looks for schemas on a MySQL or MariaDB server.</summary>
public static class MySqlSchemas
{
    /// <summary>Whether the schema exists and this user may see it.</summary>
    public static async Task<bool> ExistsAsync(DbConnection connection, string schema, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<int>(
            new CommandDefinition(
                "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = @schema",
                new { schema },
                cancellationToken: cancellationToken
            )
        ) > 0;
}
