using Audience.Testing;
using MySqlConnector;

namespace Audience.Tests;

/// <summary>A schema of a test's own in the shared MariaDB, dropped at the end.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private TestDatabase(PrivateMariaDb server, string name)
    {
        Server = server;
        Name = name;
    }

    /// <summary>The server it is in.</summary>
    public PrivateMariaDb Server { get; }

    /// <summary>The schema's name.</summary>
    public string Name { get; }

    /// <summary>How to connect to it.</summary>
    public string ConnectionString => Server.ConnectionString(Name);

    /// <summary>Makes an empty schema with a name that no other has, in the shared server unless another is given.</summary>
    public static async Task<TestDatabase> CreateAsync(PrivateMariaDb? server = null)
    {
        server ??= await Servers.MariaDbAsync();
        var database = new TestDatabase(server, $"test_{Guid.NewGuid():N}");
        await using MySqlConnection connection = await server.OpenAsync();
        await RunAsync(connection, $"CREATE DATABASE {database.Name}");
        return database;
    }

    /// <summary>Opens a connection to it.</summary>
    public Task<MySqlConnection> OpenAsync() => Server.OpenAsync(Name);

    /// <summary>Runs statements that give no rows.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using MySqlConnection connection = await OpenAsync();
        await RunAsync(connection, sql);
    }

    /// <summary>The first column of the first row; the default where there is none, or it is NULL.</summary>
    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using MySqlConnection connection = await OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        await using MySqlDataReader reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() && !await reader.IsDBNullAsync(0) ? reader.GetFieldValue<T>(0) : default;
    }

    /// <summary>Drops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (MySqlConnection connection = await Server.OpenAsync())
            await RunAsync(connection, $"DROP DATABASE IF EXISTS {Name}");
        // Every schema has a pool of its own; without this its connections stay open to the end of the run.
        await MySqlConnection.ClearPoolAsync(new MySqlConnection(ConnectionString));
    }

    private static async Task RunAsync(MySqlConnection connection, string sql)
    {
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
