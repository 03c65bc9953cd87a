using System.Globalization;

namespace Audience.Testing;

/// <summary>The directory, the ports and the environment of a <see cref="PrivateRabbitMq"/>.</summary>
internal sealed class RabbitMqFiles
{
    /// <summary>Where Debian keeps the scripts themselves; the ones in sbin insist on a user of their own.</summary>
    public const string Scripts = "/usr/lib/rabbitmq/bin";

    private readonly ScratchDirectory _scratch = new("audience-rabbitmq-");
    private readonly int[] _ports = FreePort.Take(3);

    public int Port => _ports[0];

    public int EpmdPort => _ports[2];

    /// <summary>The variables that server and command line share: with them neither looks at anything of the system's.</summary>
    public Dictionary<string, string?> Environment =>
        new()
        {
            // The cookie lives in the home directory.
            ["HOME"] = _scratch.Path,
            ["ERL_EPMD_PORT"] = Text(EpmdPort),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = "private@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = Text(Port),
            ["RABBITMQ_DIST_PORT"] = Text(_ports[1]),
            ["RABBITMQ_MNESIA_BASE"] = In("mnesia"),
            ["RABBITMQ_LOG_BASE"] = In("log"),
            ["RABBITMQ_PID_FILE"] = In("rabbit.pid"),
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_CONFIG_FILE"] = In("rabbitmq.conf"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = In("none.config"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = In("enabled_plugins"),
            // One scheduler that does not spin: the machine has better use for its cores.
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+S 1:1 +sbwt none",
            // The script then becomes the server, in place of staying above it as a shell.
            ["RUNNING_UNDER_SYSTEMD"] = "true",
            ["NOTIFY_SOCKET"] = null,
        };

    /// <summary>Writes the configuration.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(In("enabled_plugins"), "[].\n", cancellationToken);
        await File.WriteAllTextAsync(
            In("rabbitmq.conf"),
            """
            log.console = true
            log.console.level = info
            log.file = false
            disk_free_limit.absolute = 50MB

            """,
            cancellationToken
        );
    }

    /// <summary>Forgets all queues, messages and users.</summary>
    public void Wipe()
    {
        if (Directory.Exists(In("mnesia")))
            Directory.Delete(In("mnesia"), recursive: true);
    }

    public void Delete() => _scratch.Delete();

    private string In(string name) => Path.Combine(_scratch.Path, name);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
