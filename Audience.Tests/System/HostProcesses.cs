using Audience.Samples;
using Audience.Testing;

namespace Audience.Tests;

/// <summary>
/// The three hosts as processes of their own, as a deployment runs them, on the shared MariaDB and RabbitMQ. Fixtures that use it are
/// NonParallelizable, as it takes the virtual host "/".
/// </summary>
internal sealed class HostProcesses : IAsyncDisposable
{
    private readonly List<HostProcess> _all = [];

    private HostProcesses(Uri address) => Http = new HttpClient { BaseAddress = address };

    /// <summary>Calls the API.</summary>
    public HttpClient Http { get; }

    /// <summary>The API, then the workers.</summary>
    public IReadOnlyList<HostProcess> All => _all;

    /// <summary>Starts one API and some label workers, and waits until they are ready.</summary>
    public static Task<HostProcesses> StartAsync(
        TestDatabase input,
        TestDatabase output,
        int labelWorkers,
        IReadOnlyDictionary<string, string?>? settings = null
    ) => StartAsync(input, output, "Audience.LabelWorker.dll", labelWorkers, settings);

    /// <summary>Starts one API and some workers of a kind, and waits until they are ready.</summary>
    public static async Task<HostProcesses> StartAsync(
        TestDatabase input,
        TestDatabase output,
        string worker,
        int workers,
        IReadOnlyDictionary<string, string?>? settings = null
    )
    {
        var environment = await EnvironmentAsync(input, output);
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
            environment[name] = value;

        int[] ports = FreePort.Take(workers + 1);
        var system = new HostProcesses(new Uri($"http://127.0.0.1:{ports[0]}"));
        for (int i = 0; i < ports.Length; i++)
        {
            environment["URLS"] = $"http://127.0.0.1:{ports[i]}";
            system._all.Add(
                HostProcess.StartDotnet(
                    Path.Combine(AppContext.BaseDirectory, i == 0 ? "Audience.Api.dll" : worker),
                    [],
                    new Dictionary<string, string?>(environment)
                )
            );
        }
        foreach (var (process, port) in system._all.Zip(ports))
            await process.WaitForAsync(
                async cancellationToken =>
                {
                    using var response = await system.Http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"), cancellationToken);
                    return response.IsSuccessStatusCode;
                },
                TimeSpan.FromMinutes(2)
            );
        return system;
    }

    /// <summary>An environment that names the shared servers.</summary>
    public static async Task<Dictionary<string, string?>> EnvironmentAsync(TestDatabase input, TestDatabase output)
    {
        var broker = await Servers.RabbitMqAsync();
        var environment = Blank();
        environment["BROKER_URL"] = broker.Uri.ToString();
        environment["SOURCE_GROUPS"] = "=" + PostMaker.SourceGroups;
        foreach (var (role, database) in new[] { ("INPUT", input), ("OUTPUT", output) })
        {
            environment[role + "_HOST"] = database.Server.Host;
            environment[role + "_PORT"] = $"{database.Server.Port}";
            environment[role + "_USER"] = database.Server.User;
            environment[role + "_PASSWORD"] = database.Server.Password;
            environment[role + "_SCHEMA"] = database.Name;
        }
        return environment;
    }

    /// <summary>An environment that names no server.</summary>
    public static Dictionary<string, string?> Blank() =>
        new[] { "INPUT_HOST", "OUTPUT_HOST", "BROKER_URL", "API_KEYS", "SECRET_KEYS", "URLS", "ENV" }.ToDictionary(
            name => name,
            _ => (string?)null
        );

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var process in _all)
            await process.DisposeAsync();
    }
}
