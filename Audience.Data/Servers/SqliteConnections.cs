using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Audience.Data.Servers;

/// <summary>Connections to a SQLite file that writers share, each set up as it is opened.</summary>
/// <param name="connectionString">Of the file.</param>
public sealed class SqliteConnections(string connectionString) : DbDataSource
{
    // NORMAL: with a write-ahead log, a crash of the process loses nothing, and one of the machine at most what was committed last, as a
    // whole. busy_timeout (milliseconds): SQLite looks again for a writer's lock after 1 to 100 ms; the driver alone would sleep for
    // 150 ms at each look.
    private const string Settings = "PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 60000; PRAGMA temp_store = MEMORY";

    public override string ConnectionString => connectionString;

    /// <summary>Sets up a connection that was just opened.</summary>
    public static void Prepare(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        // The driver's pool may hand out a connection whose last user was lost in the middle of a transaction. Left so, it would hold the
        // writers' lock, and fail whoever gets it.
        if (connection is SqliteConnection { Handle: { } handle } && raw.sqlite3_get_autocommit(handle) == 0)
        {
            command.CommandText = "ROLLBACK";
            command.ExecuteNonQuery();
        }
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    /// <summary>Opens a file that is only read.</summary>
    /// <exception cref="SqliteException">It is not there, or no database.</exception>
    public static async Task<SqliteConnection> OpenReadOnlyAsync(string file, CancellationToken cancellationToken)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    protected override DbConnection CreateDbConnection()
    {
        var connection = new SqliteConnection(connectionString);
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Open)
                Prepare(connection);
        };
        return connection;
    }

    /// <summary>Sets up the connections that EF Core opens.</summary>
    internal sealed class Interceptor : DbConnectionInterceptor
    {
        public override Task ConnectionOpenedAsync(
            DbConnection connection,
            ConnectionEndEventData eventData,
            CancellationToken cancellationToken = default
        )
        {
            Prepare(connection);
            return Task.CompletedTask;
        }

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Prepare(connection);
    }
}
