using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using MySqlConnector;

namespace Audience.Data.Servers;

/// <summary>
/// What every session relies on, whatever the server's global settings say. A pooled connection is reset to those settings, so it
/// is said at each
/// opening, in one round trip.
/// </summary>
public static class MySqlSession
{
    // Backslashes escape, and what does not fit is an error. In UTC no hour comes twice. No statement is stopped or cut short for
    // what it touches.
    private const string OutputSettings =
        "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', autocommit = 1, time_zone = '+00:00', sql_safe_updates = 0, "
        + "sql_select_limit = 18446744073709551615, group_concat_max_len = 1048576, wait_timeout = 28800; "
        + "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ";

    // Empty texts stay empty, and CHAR is not padded. In UTC no hour comes twice; Posts/TimeColumn shows times as the server does.
    // net_write_timeout: seconds for which the labelling of a packet may keep the server waiting; above what a chunk may take.
    private const string SourceSettings =
        "SET SESSION sql_mode = '', autocommit = 1, time_zone = '+00:00', sql_safe_updates = 0, sql_select_limit = 18446744073709551615, "
        + "wait_timeout = 28800, net_write_timeout = 3600; SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ";

    /// <summary>Prepares a session on the output server that was just opened.</summary>
    public static async ValueTask PrepareOutputAsync(MySqlConnection connection, CancellationToken cancellationToken) =>
        await RunAsync(connection, OutputSettings, cancellationToken);

    /// <summary>Opens a session on a source server.</summary>
    /// <exception cref="MySqlException">The server cannot be reached, or refuses.</exception>
    public static async Task<MySqlConnection> OpenSourceAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new MySqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await RunAsync(connection, SourceSettings, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Prepares a session on a source server that was just opened, on the caller's thread.</summary>
    public static void PrepareSource(MySqlConnection connection)
    {
        using var command = new MySqlCommand(SourceSettings, connection);
        command.ExecuteNonQuery();
    }

    private static async Task RunAsync(MySqlConnection connection, string settings, CancellationToken cancellationToken)
    {
        await using var command = new MySqlCommand(settings, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Prepares the sessions that EF Core opens on the output server.</summary>
    internal sealed class Interceptor : DbConnectionInterceptor
    {
        public override Task ConnectionOpenedAsync(
            DbConnection connection,
            ConnectionEndEventData eventData,
            CancellationToken cancellationToken = default
        ) => RunAsync((MySqlConnection)connection, OutputSettings, cancellationToken);

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = new MySqlCommand(OutputSettings, (MySqlConnection)connection);
            command.ExecuteNonQuery();
        }
    }
}
