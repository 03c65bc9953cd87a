using System.Globalization;
using System.Text.Json;

namespace Audience.Testing;

/// <summary>A RabbitMQ of one's own on a free port of 127.0.0.1, thrown away at the end.</summary>
public sealed class PrivateRabbitMq : IAsyncDisposable
{
    private static readonly TimeSpan s_startTimeout = TimeSpan.FromMinutes(2);

    private readonly RabbitMqFiles _files = new();
    private HostProcess? _epmd;
    private HostProcess? _server;

    private PrivateRabbitMq() { }

    /// <summary>The port it listens on, the same after each start.</summary>
    public int Port => _files.Port;

    /// <summary>How to reach it, with the account that may do everything.</summary>
    public Uri Uri => UriThrough(Port);

    /// <summary>The broker's process id.</summary>
    public int ProcessId => Server.ProcessId;

    /// <summary>The broker's process: its memory, its processor time, its log.</summary>
    public HostProcess Server => _server ?? throw new InvalidOperationException("the broker is not running");

    /// <summary>Whether it runs (or is paused).</summary>
    public bool IsRunning => _server is { HasExited: false };

    /// <summary>How to reach it by another port, that of a <see cref="TcpProxy"/>.</summary>
    public static Uri UriThrough(int port) => new($"amqp://guest:guest@127.0.0.1:{port}/");

    /// <summary>Starts a broker without queues; it answers when this returns.</summary>
    /// <exception cref="InvalidOperationException">It does not come up; the message has the end of its log.</exception>
    public static async Task<PrivateRabbitMq> StartAsync(CancellationToken cancellationToken = default)
    {
        var broker = new PrivateRabbitMq();
        try
        {
            await broker._files.WriteAsync(cancellationToken);
            await broker.StartAgainAsync(cancellationToken);
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the broker in good order (SIGTERM).</summary>
    public async Task StopAsync()
    {
        await Server.SigTermAsync(TimeSpan.FromMinutes(1));
        await EndServerAsync();
    }

    /// <summary>Kills the broker (SIGKILL).</summary>
    public void Kill() => Server.Kill();

    /// <summary>Stops the broker where it stands (SIGSTOP): connections stay open and nothing answers.</summary>
    public void Pause() => Server.Pause();

    /// <summary>Lets a paused broker run on.</summary>
    public void Continue() => Server.Continue();

    /// <summary>Starts a stopped or killed broker again, with the queues that it had, on the same port.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        if (IsRunning)
            throw new InvalidOperationException("the broker is running");
        await EndServerAsync();
        await StartEpmdAsync(cancellationToken);
        _server = HostProcess.Start(
            new HostProcessOptions { FileName = Path.Combine(RabbitMqFiles.Scripts, "rabbitmq-server"), Environment = _files.Environment }
        );
        // The port answers a little earlier than the broker is complete.
        await _server.WaitForLineAsync("Server startup complete", s_startTimeout).WaitAsync(cancellationToken);
    }

    /// <summary>Kills the broker and starts it with nothing: every queue and message is lost.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken = default)
    {
        await EndServerAsync();
        _files.Wipe();
        await StartAgainAsync(cancellationToken);
    }

    /// <summary>All queues.</summary>
    public async Task<IReadOnlyList<QueueInfo>> ListQueuesAsync(CancellationToken cancellationToken = default)
    {
        string json = await ControlAsync(["list_queues", "name", "messages", "consumers", "--formatter", "json"], cancellationToken);
        return JsonSerializer.Deserialize<QueueInfo[]>(json) ?? [];
    }

    /// <summary>Deletes a queue with the messages in it.</summary>
    public Task DeleteQueueAsync(string name, CancellationToken cancellationToken = default) =>
        ControlAsync(["delete_queue", name], cancellationToken);

    /// <summary>Adds a virtual host in which the account of <see cref="Uri"/> may do everything.</summary>
    public async Task AddVirtualHostAsync(string name, CancellationToken cancellationToken = default)
    {
        await ControlAsync(["add_vhost", name], cancellationToken);
        await ControlAsync(["set_permissions", "-p", name, "guest", ".*", ".*", ".*"], cancellationToken);
    }

    /// <summary>Runs rabbitmqctl against this broker and gives what it prints.</summary>
    public async Task<string> ControlAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken = default)
    {
        await using var control = HostProcess.Start(
            new HostProcessOptions
            {
                FileName = Path.Combine(RabbitMqFiles.Scripts, "rabbitmqctl"),
                Arguments = ["--quiet", .. arguments],
                Environment = _files.Environment,
            }
        );
        int exit = await control.WaitForExitAsync(TimeSpan.FromMinutes(1)).WaitAsync(cancellationToken);
        return exit == 0
            ? string.Join('\n', control.Lines())
            : throw new InvalidOperationException($"rabbitmqctl {string.Join(' ', arguments)} ended with {exit}:\n{control.Tail()}");
    }

    /// <summary>Kills the broker and its port mapper and deletes the data.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndServerAsync();
        if (_epmd is not null)
            await _epmd.DisposeAsync();
        _files.Delete();
    }

    /// <summary>Erlang's port mapper: started here, because the one that the broker would start outlives it.</summary>
    private async Task StartEpmdAsync(CancellationToken cancellationToken)
    {
        if (_epmd is { HasExited: false })
            return;
        string port = _files.EpmdPort.ToString(CultureInfo.InvariantCulture);
        _epmd = HostProcess.Start(new HostProcessOptions { FileName = "epmd", Arguments = ["-port", port, "-address", "127.0.0.1"] });
        await _epmd.WaitForAsync(async token => await Ports.AnswersAsync(_files.EpmdPort, token), cancellationToken: cancellationToken);
    }

    private async Task EndServerAsync()
    {
        if (_server is null)
            return;
        await _server.DisposeAsync();
        _server = null;
    }
}
