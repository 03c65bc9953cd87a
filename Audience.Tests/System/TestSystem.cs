using Audience.Data;
using Audience.Local;
using Audience.Samples;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Events;

namespace Audience.Tests;

/// <summary>The whole system in this process, reached over HTTP: on SQLite and the in-memory bus, or on MariaDB and RabbitMQ.</summary>
internal sealed class TestSystem : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _directory;
    private readonly TestDatabase? _input;
    private readonly TestDatabase? _results;
    private readonly TestVirtualHost? _broker;

    private TestSystem(WebApplication app, string directory, TestDatabase? input, TestDatabase? results, TestVirtualHost? broker)
    {
        (_app, _directory, _input, _results, _broker) = (app, directory, input, results, broker);
        Http = app.CreateClient();
    }

    /// <summary>Calls its API.</summary>
    public HttpClient Http { get; }

    /// <summary>Its output database.</summary>
    public OutputDatabase Output => _app.Services.GetRequiredService<OutputDatabase>();

    /// <summary>Where its SQLite files are.</summary>
    public string DataDirectory => _directory;

    /// <summary>A service of the process.</summary>
    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Starts it with these posts as its source; on any free port unless one is named.</summary>
    public static async Task<TestSystem> StartAsync(
        Backend backend,
        IEnumerable<MadePost> posts,
        IReadOnlyDictionary<string, string?>? settings = null,
        TimeProvider? time = null,
        int port = 0
    )
    {
        string directory = Directory.CreateTempSubdirectory("audience-test-").FullName;
        var all = new Dictionary<string, string?>
        {
            ["INPUT_HOST"] = "",
            ["OUTPUT_HOST"] = "",
            ["BROKER_URL"] = "",
            ["SOURCE_GROUPS"] = "=" + PostMaker.SourceGroups,
            ["CHUNK_SIZE"] = "1500",
            ["INPUT_SCHEMA"] = SqlitePosts.Schema,
        };
        TestDatabase? input = null,
            results = null;
        TestVirtualHost? broker = null;
        if (backend == Backend.Embedded)
            await SqlitePosts.WriteAsync(directory, posts, default);
        else
        {
            var taken = TestVirtualHost.TakeAsync();
            (input, results) = (await TestDatabase.CreateAsync(), await TestDatabase.CreateAsync());
            await MySqlPosts.WriteAsync(input.ConnectionString, posts, default);
            foreach (var (role, database) in new[] { ("INPUT", input), ("OUTPUT", results) })
            {
                all[role + "_HOST"] = database.Server.Host;
                all[role + "_PORT"] = $"{database.Server.Port}";
                all[role + "_USER"] = database.Server.User;
                all[role + "_PASSWORD"] = database.Server.Password;
                all[role + "_SCHEMA"] = database.Name;
            }
            broker = await taken;
            all["BROKER_URL"] = broker.Uri.ToString();
        }
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
            all[name] = value;
        var app = LocalHost.Build($"http://127.0.0.1:{port}", directory, LogEventLevel.Warning, all, time);
        await app.StartAsync();
        return new TestSystem(app, directory, input, results, broker);
    }

    /// <summary>The source on the server; null where it is a file.</summary>
    public TestDatabase? Input => _input;

    /// <summary>The schema that tasks read unless they say otherwise.</summary>
    public string InputSchema => _input?.Name ?? SqlitePosts.Schema;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_input is not null)
            await _input.DisposeAsync();
        if (_results is not null)
            await _results.DisposeAsync();
        _broker?.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }
}

/// <summary>What the system runs on.</summary>
public enum Backend
{
    /// <summary>SQLite and the in-memory bus.</summary>
    Embedded,

    /// <summary>MariaDB and RabbitMQ.</summary>
    Servers,
}
