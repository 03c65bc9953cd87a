using Audience.Data;
using Audience.Data.Servers;
using MySqlConnector;

namespace Audience.Hosting.Settings;

/// <summary>A database of the configuration: INPUT_… or OUTPUT_….</summary>
public sealed record DatabaseSettings
{
    /// <summary>Host of a MySQL or MariaDB server; null for the embedded default, SQLite.</summary>
    public string? Host { get; init; }

    /// <summary>TCP port, 1 to 65535; default 3306.</summary>
    public int Port { get; init; } = 3306;

    /// <summary>User name; default root.</summary>
    public string User { get; init; } = "root";

    /// <summary>Password; default none.</summary>
    public string Password { get; init; } = "";

    /// <summary>Default schema.</summary>
    public required string Schema { get; init; }

    /// <summary>Reads the settings with a prefix.</summary>
    public static DatabaseSettings Read(SettingsReader settings, string prefix, string? host, string schema)
    {
        string name = settings.Text(prefix + "_SCHEMA", schema);
        if (!SqlNames.IsValid(name))
            settings.Wrong(prefix + "_SCHEMA", $"'{name}' is not a valid schema name: letters, digits, '_', '$' and '-', at most 64");
        return new DatabaseSettings
        {
            Host = settings.Optional(prefix + "_HOST") ?? host,
            Port = settings.Int(prefix + "_PORT", 3306, 1, 65535),
            User = settings.Text(prefix + "_USER", "root"),
            Password = settings.Text(prefix + "_PASSWORD", ""),
            Schema = name,
        };
    }

    /// <summary>
    /// The driver's settings; an answer is awaited for at most 5 seconds when connecting, and 1 second when what is cancelled is to end by
    /// itself, before its connection is closed: an abort must take effect within 2 seconds.
    /// </summary>
    public MySqlConnectionStringBuilder Connection()
    {
        UnsupportedAccountException.Enable();
        return new MySqlConnectionStringBuilder
        {
            Server = Host,
            Port = (uint)Port,
            UserID = User,
            Password = Password,
            CharacterSet = "utf8mb4",
            ConnectionTimeout = 5,
            CancellationTimeout = 1,
            DefaultCommandTimeout = 60,
            // One for each of up to 64 chunks at a time, and as many for sagas, leases and what looks around.
            MaximumPoolSize = 128,
            // A server that vanished without a word is noticed while an answer of any length is awaited.
            Keepalive = 10,
            AllowUserVariables = false,
            // A server may ask for any file of ours; only the output, which we write to, may be answered (HostRegistration).
            AllowLoadLocalInfile = false,
            // Always TCP, and never to where a server sends us on.
            ConnectionProtocol = MySqlConnectionProtocol.Sockets,
            ServerRedirectionMode = MySqlServerRedirectionMode.Disabled,
        };
    }

    /// <summary>Names the host only: this record must not reach a log with its password.</summary>
    public override string ToString() => $"DatabaseSettings {{ Host = {Host}, Port = {Port}, Schema = {Schema} }}";
}
