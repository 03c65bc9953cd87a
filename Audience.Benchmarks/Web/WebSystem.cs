using System.Globalization;
using Audience.Local;
using Audience.Testing;
using Dapper;
using Microsoft.AspNetCore.Builder;
using MySqlConnector;
using Serilog.Events;

namespace Audience.Benchmarks.Web;

/// <summary>An API on MariaDB with many tasks, and the console as a process of its own before it.</summary>
internal sealed class WebSystem : IAsyncDisposable
{
    private const string Schema = "audience_bench_web";

    private readonly PrivateMariaDb _database;
    private readonly WebApplication _api;
    private readonly string _directory;

    private WebSystem(PrivateMariaDb database, WebApplication api, HostProcess console, Uri address, string directory)
    {
        (_database, _api, Console, _directory) = (database, api, console, directory);
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue }) { BaseAddress = address };
    }

    /// <summary>The console's process.</summary>
    public HostProcess Console { get; }

    /// <summary>Calls the console.</summary>
    public HttpClient Http { get; }

    /// <summary>Statements that the database has been asked until now.</summary>
    public async Task<long> QuestionsAsync(CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(_database.ConnectionString());
        var row = await connection.QuerySingleAsync<(string Name, string Value)>(
            new CommandDefinition("SHOW GLOBAL STATUS LIKE 'Questions'", cancellationToken: cancellationToken)
        );
        return long.Parse(row.Value, CultureInfo.InvariantCulture);
    }

    public static async Task<WebSystem> StartAsync(int tasks, CancellationToken cancellationToken)
    {
        var database = await PrivateMariaDb.StartAsync(cancellationToken: cancellationToken);
        string directory = Directory.CreateTempSubdirectory("audience-bench-web-").FullName;
        int[] ports = FreePort.Take(2);
        var settings = new Dictionary<string, string?>
        {
            ["OUTPUT_HOST"] = database.Host,
            ["OUTPUT_PORT"] = database.Port.ToString(CultureInfo.InvariantCulture),
            ["OUTPUT_USER"] = database.User,
            ["OUTPUT_PASSWORD"] = database.Password,
            ["OUTPUT_SCHEMA"] = Schema,
        };
        await using (var connection = new MySqlConnection(database.ConnectionString()))
            await connection.ExecuteAsync(
                new CommandDefinition($"CREATE DATABASE IF NOT EXISTS {Schema}", cancellationToken: cancellationToken)
            );
        string api = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[0]}"),
            address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[1]}");
        var app = LocalHost.Build(api, directory, LogEventLevel.Error, settings);
        await app.StartAsync(cancellationToken);
        using (var http = new HttpClient())
            await http.GetAsync(new Uri(api + "/tasks/"), cancellationToken);
        await FillAsync(database, tasks, cancellationToken);
        var console = HostProcess.StartDotnet(
            Path.Combine(AppContext.BaseDirectory, "Audience.Web.dll"),
            [],
            new Dictionary<string, string?>
            {
                ["URLS"] = address,
                ["API_URL"] = api,
                ["DATA_DIR"] = directory,
            }
        );
        var system = new WebSystem(database, app, console, new Uri(address), directory);
        await console.WaitForAsync(
            async token => (await system.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), token)).IsSuccessStatusCode,
            TimeSpan.FromMinutes(1),
            cancellationToken
        );
        return system;
    }

    private static async Task FillAsync(PrivateMariaDb database, int tasks, CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(database.ConnectionString(Schema));
        await connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO state (task_id, stat, phase, model_type, predict_type, date_range, target_table, create_time, "
                    + "length_receive_table, length_output_table) SELECT MD5(seq), 'SUCCESS', 'done', 'keyword_model', 'author', "
                    + "'2020-01-01 - 2020-02-01', CONCAT('table_', seq % 50), NOW() - INTERVAL seq SECOND, seq, seq FROM seq_1_to_"
                    + tasks.ToString(CultureInfo.InvariantCulture),
                commandTimeout: 300,
                cancellationToken: cancellationToken
            )
        );
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Console.DisposeAsync();
        await _api.StopAsync();
        await _api.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
