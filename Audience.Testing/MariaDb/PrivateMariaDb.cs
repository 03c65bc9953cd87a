using MySqlConnector;

namespace Audience.Testing;

/// <summary>A MariaDB of one's own on a free port of 127.0.0.1, thrown away at the end.</summary>
public sealed class PrivateMariaDb : IAsyncDisposable
{
    private readonly PrivateMariaDbOptions _options;
    private readonly MariaDbFiles _files;
    private HostProcess? _server;

    private PrivateMariaDb(PrivateMariaDbOptions options)
    {
        _options = options;
        _files = new MariaDbFiles(options.DataDirectory);
    }

    /// <summary>Where it listens: only there.</summary>
    public string Host { get; } = "127.0.0.1";

    /// <summary>The port it listens on, the same after each start.</summary>
    public int Port { get; } = FreePort.Take();

    /// <summary>An account that may do everything.</summary>
    public string User { get; } = "root";

    /// <summary>Its password: different each time, so that a search for it finds every leak and nothing else.</summary>
    public string Password { get; } = $"canary-{Guid.NewGuid():N}";

    /// <summary>The server's process id.</summary>
    public int ProcessId => Server.ProcessId;

    /// <summary>The server's process: its memory, its processor time, its log.</summary>
    public HostProcess Server => _server ?? throw new InvalidOperationException("the server is not running");

    /// <summary>Whether it runs (or is paused).</summary>
    public bool IsRunning => _server is { HasExited: false };

    /// <summary>Makes the data directory and starts the server; it answers when this returns.</summary>
    /// <exception cref="InvalidOperationException">It does not come up; the message has the end of its log.</exception>
    public static async Task<PrivateMariaDb> StartAsync(
        PrivateMariaDbOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var database = new PrivateMariaDb(options ?? new PrivateMariaDbOptions());
        try
        {
            await database._files.InstallAsync(cancellationToken);
            await database.StartAgainAsync(cancellationToken);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection string for the account that may do everything; LOAD DATA LOCAL is allowed.</summary>
    public string ConnectionString(string? database = null) =>
        new MySqlConnectionStringBuilder
        {
            Server = Host,
            Port = (uint)Port,
            UserID = User,
            Password = Password,
            Database = database ?? "",
            CharacterSet = "utf8mb4",
            AllowLoadLocalInfile = true,
        }.ConnectionString;

    /// <summary>Opens a connection as the account that may do everything.</summary>
    public async Task<MySqlConnection> OpenAsync(string? database = null, CancellationToken cancellationToken = default)
    {
        var connection = new MySqlConnection(ConnectionString(database));
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Ends the server in good order (SIGTERM).</summary>
    public async Task StopAsync()
    {
        await Server.SigTermAsync(TimeSpan.FromMinutes(1));
        await EndAsync();
    }

    /// <summary>Kills the server (SIGKILL).</summary>
    public void Kill() => Server.Kill();

    /// <summary>Stops the server where it stands (SIGSTOP): connections stay open and nothing answers.</summary>
    public void Pause() => Server.Pause();

    /// <summary>Lets a paused server run on.</summary>
    public void Continue() => Server.Continue();

    /// <summary>Starts a stopped or killed server again, on the same data and port.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        if (IsRunning)
            throw new InvalidOperationException("the server is running");
        await EndAsync();
        await _files.WriteAccountsAsync(User, Password, cancellationToken);
        _server = HostProcess.Start(
            new HostProcessOptions
            {
                FileName = "mariadbd",
                Arguments = [.. _files.ServerArguments(Port), .. _options.Arguments],
                Environment = _files.Environment,
            }
        );
        await _server.WaitForAsync(AnswersAsync, _options.StartTimeout, cancellationToken);
    }

    /// <summary>Kills the server and deletes the data, unless it is to be kept: then the server ends in good order.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_files.Kept && IsRunning)
        {
            Continue(); // a paused server would not hear
            await StopAsync();
        }
        await EndAsync();
        _files.Delete();
    }

    private async Task EndAsync()
    {
        if (_server is null)
            return;
        await _server.DisposeAsync();
        _server = null;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        // Without the pool: a connection kept from before a kill would be tried first.
        await using var connection = new MySqlConnection(ConnectionString() + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        return true;
    }
}
