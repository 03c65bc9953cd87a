namespace Audience.Testing.Systems;

/// <summary>One of the system's processes, which can be ended and started again at the same address.</summary>
public sealed class FaultHost(string dll, IReadOnlyDictionary<string, string?> environment) : IAsyncDisposable
{
    private static readonly HttpClient s_http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly int _port = FreePort.Take();
    private HostProcess? _process;

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>Whether it runs (or is paused).</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The process.</summary>
    /// <exception cref="InvalidOperationException">It was never started.</exception>
    public HostProcess Process => _process ?? throw new InvalidOperationException($"{dll} was not started");

    /// <summary>Starts it; it may not be ready yet.</summary>
    public async Task StartAsync()
    {
        await DisposeAsync();
        _process = HostProcess.StartDotnet(
            Path.Combine(AppContext.BaseDirectory, dll),
            [],
            new Dictionary<string, string?>(environment) { ["URLS"] = Address.ToString() }
        );
    }

    /// <summary>Waits until it reaches its database and broker.</summary>
    public Task WaitUntilReadyAsync() =>
        Process.WaitForAsync(
            async cancellationToken =>
            {
                using var response = await s_http.GetAsync(new Uri(Address, "/health/ready"), cancellationToken);
                return response.IsSuccessStatusCode;
            },
            TimeSpan.FromMinutes(2)
        );

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _process = null;
    }
}
