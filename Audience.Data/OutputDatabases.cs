using Audience.Data.Dialects;
using Audience.Data.Servers;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Audience.Data;

/// <summary>Makes the output database from its connection settings.</summary>
public static class OutputDatabases
{
    // EF then uses nothing that a newer MariaDB or MySQL lacks, and asks no server at start.
    private static readonly MariaDbServerVersion OldestServer = new(new Version(10, 5));

    /// <summary>On a MySQL or MariaDB server; the schema is created where the user may.</summary>
    public static OutputDatabase MySql(MySqlConnectionStringBuilder settings, string schema, ILoggerFactory logs)
    {
        SqlNames.Check(schema);
        var server = new MySqlConnectionStringBuilder(settings.ConnectionString) { Database = "", Pooling = false };
        var inSchema = new MySqlConnectionStringBuilder(settings.ConnectionString) { Database = schema };
        // Not UseLoggerFactory: at debug level the driver logs statements, and some carry what a user typed.
        var source = new MySqlDataSourceBuilder(inSchema.ConnectionString)
            .UseConnectionOpenedCallback(
                (opened, cancellationToken) => MySqlSession.PrepareOutputAsync(opened.Connection, cancellationToken)
            )
            .Build();
        var sessions = new MySqlSession.Interceptor();
        var dialect = new MySqlDialect(logs.CreateLogger<MySqlDialect>());
        return new OutputDatabase(
            source,
            dialect,
            schema,
            async cancellationToken =>
            {
                await using var connection = new MySqlConnection(server.ConnectionString);
                await connection.OpenAsync(cancellationToken);
                await MySqlSession.PrepareOutputAsync(connection, cancellationToken);
                if (!await MySqlSchemas.ExistsAsync(connection, schema, cancellationToken))
                    await connection.ExecuteAsync(
                        $"CREATE DATABASE IF NOT EXISTS {dialect.Quote(schema)} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
                    );
                await MySqlServerCheck.RunAsync(connection, schema, dialect.Log, cancellationToken);
            },
            ef => ef.UseMySql(inSchema.ConnectionString, OldestServer).AddInterceptors(sessions)
        );
    }

    /// <summary>In the SQLite file <c>directory/schema.db</c>, created where it is missing.</summary>
    public static OutputDatabase Sqlite(string directory, string schema)
    {
        string file = Path.Combine(directory, SqlNames.Check(schema) + ".db");
        // Default Timeout is how long a writer waits for another one, in seconds.
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            DefaultTimeout = 60,
            Pooling = true,
        };
        var source = new SqliteConnections(settings.ConnectionString);
        var sessions = new SqliteConnections.Interceptor();
        return new OutputDatabase(
            source,
            new SqliteDialect(directory, schema),
            schema,
            async cancellationToken =>
            {
                Directory.CreateDirectory(directory);
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                await connection.ExecuteAsync("PRAGMA journal_mode = WAL");
            },
            ef => ef.UseSqlite(settings.ConnectionString).AddInterceptors(sessions)
        );
    }
}
