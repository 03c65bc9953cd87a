using System.Data.Common;
using Audience.Data.Schema;
using Dapper;

namespace Audience.Data.Dialects;

/// <summary>The character sets of a table's text columns.</summary>
internal static class MySqlCharsets
{
    /// <summary>Whether a text column of ours is stored in another one than utf8mb4, which has no room for all characters.</summary>
    public static async Task<bool> AreOtherAsync(
        DbConnection connection,
        string schema,
        TableDefinition table,
        CancellationToken cancellationToken
    ) =>
        await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(
                "SELECT EXISTS (SELECT 1 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = @schema "
                    + "AND TABLE_NAME = @Name AND CHARACTER_SET_NAME <> 'utf8mb4' AND COLUMN_NAME IN @texts)",
                new
                {
                    schema,
                    table.Name,
                    texts = table.Columns.Where(c => c.Type is ColumnType.Text or ColumnType.Name).Select(c => c.Name).DefaultIfEmpty(""),
                },
                cancellationToken: cancellationToken
            )
        );
}
