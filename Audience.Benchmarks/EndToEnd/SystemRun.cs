using System.Globalization;
using Audience.Benchmarks.Stages;
using Audience.Samples;
using Audience.Testing;
using MySqlConnector;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>The real thing as processes of their own: one API and some label workers.</summary>
internal sealed class SystemRun : IAsyncDisposable
{
    private readonly List<HostProcess> _workers = [];
    private readonly HttpClient _http;
    private readonly HostProcess _api;
    private readonly int[] _workerPorts;

    private SystemRun(HostProcess api, HttpClient http, int[] workerPorts) => (_api, _http, _workerPorts) = (api, http, workerPorts);

    /// <summary>How many bytes the label workers have allocated on their managed heaps.</summary>
    public async Task<double> AllocatedBytesAsync(CancellationToken cancellationToken)
    {
        const string name = "dotnet_allocated_bytes_total ";
        double bytes = 0;
        foreach (int port in _workerPorts)
        {
            string metrics = await _http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"), cancellationToken);
            bytes += double.Parse(
                metrics.Split('\n').Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..],
                CultureInfo.InvariantCulture
            );
        }
        return bytes;
    }

    /// <summary>The API's address.</summary>
    public Uri Address => _http.BaseAddress!;

    /// <summary>Its processes by name.</summary>
    public IEnumerable<(string Name, HostProcess Process)> Processes =>
        _workers.Select((w, i) => ($"label worker {i + 1}", w)).Prepend(("API", _api));

    /// <summary>Starts it, as it was built or as it lies in the directory of programs; returns when all of it is ready.</summary>
    public static async Task<SystemRun> StartAsync(
        BenchSource source,
        string server,
        string broker,
        string outputSchema,
        int workers,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string?>? settings = null,
        string? programs = null
    )
    {
        var database = new MySqlConnectionStringBuilder(server);
        int[] ports = FreePort.Take(workers + 1);
        // Here one caller asks for all that a thousand would.
        var environment = new Dictionary<string, string?>
        {
            ["CALLS_PER_SECOND"] = "0",
            ["TIME_ZONE"] = "UTC",
            ["BROKER_URL"] = broker,
            ["SOURCE_GROUPS"] = "=" + PostMaker.SourceGroups,
            ["INPUT_SCHEMA"] = source.Schema,
            ["OUTPUT_SCHEMA"] = outputSchema,
        };
        foreach (string role in new[] { "INPUT", "OUTPUT" })
        {
            environment[role + "_HOST"] = database.Server;
            environment[role + "_PORT"] =
                $"{(role == "INPUT" ? new MySqlConnectionStringBuilder(source.ConnectionString).Port : database.Port)}";
            environment[role + "_USER"] = database.UserID;
            environment[role + "_PASSWORD"] = database.Password;
        }
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
            environment[name] = value;
        var api = Start("Audience.Api.dll", ports[0]);
        var run = new SystemRun(api, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{ports[0]}") }, ports[1..]);
        for (int i = 1; i <= workers; i++)
            run._workers.Add(Start("Audience.LabelWorker.dll", ports[i]));
        foreach (var (process, port) in run._workers.Prepend(api).Zip(ports))
            await process.WaitForAsync(async c => await IsReadyAsync(run._http, port, c), TimeSpan.FromMinutes(1), cancellationToken);
        return run;

        HostProcess Start(string dll, int port) =>
            HostProcess.StartDotnet(
                Path.Combine(programs ?? AppContext.BaseDirectory, dll),
                [],
                new Dictionary<string, string?>(environment) { ["URLS"] = $"http://127.0.0.1:{port}" }
            );
    }

    /// <summary>Does something, and returns what the first label worker did meanwhile.</summary>
    public Task<ProfileEvents> WatchAsync(Func<Task> work, CancellationToken cancellationToken) =>
        WorkerProfile.RunAsync(_workers[0].ProcessId, () => _workers[0].CpuTime, work, cancellationToken);

    /// <summary>Calls it.</summary>
    public TaskCalls Tasks => new(_http);

    /// <summary>Imports a term-weight model from a CSV.</summary>
    public async Task ImportAsync(int job, string feature, byte[] csv, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(csv), "file", "terms.csv" },
            { new StringContent($"{job}"), "MODEL_JOB_ID" },
            { new StringContent(feature), "PREDICT_TYPE" },
        };
        using var imported = await _http.PostAsync(new Uri("/models/import/", UriKind.Relative), form, cancellationToken);
        if (!imported.IsSuccessStatusCode)
            throw new InvalidOperationException(await imported.Content.ReadAsStringAsync(cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var process in _workers.Append(_api))
        {
            await process.SigTermAsync(TimeSpan.FromSeconds(20));
            await process.DisposeAsync();
        }
    }

    /// <summary>Whether the process that listens on a port of this machine is ready.</summary>
    public static async Task<bool> IsReadyAsync(HttpClient http, int port, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // Not listening yet.
            return false;
        }
    }
}
