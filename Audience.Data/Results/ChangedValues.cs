using System.Data.Common;
using Audience.Data.Servers;
using MySqlConnector;

namespace Audience.Data.Results;

/// <summary>A value that a table would not store as it is, is a failure that names the table, the column and the row.</summary>
public static class ChangedValues
{
    /// <summary>Runs a statement that writes to a table.</summary>
    /// <exception cref="InvalidDataException">The server refused a value, or changed one.</exception>
    public static async Task<T> RefuseAsync<T>(DbConnection connection, string table, Func<Task<T>> write)
    {
        using var warnings = connection is MySqlConnection server ? new MySqlWarnings(server, MySqlErrors.IsChangedValue) : null;
        try
        {
            var written = await write();
            return warnings?.First is { } warning ? throw Refusal(table, warning, null) : written;
        }
        catch (MySqlException e) when (MySqlErrors.IsChangedValue(e.ErrorCode))
        {
            throw Refusal(table, e.Message, e);
        }
    }

    private static InvalidDataException Refusal(string table, string reason, Exception? cause) =>
        new($"{table} would store something else than what was found: {reason}", cause);
}
