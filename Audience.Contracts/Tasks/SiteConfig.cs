using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks;

/// <summary>How to reach the source database, where it is not the configured one. Stored encrypted, never repeated in a response.</summary>
public sealed record SiteConfig
{
    /// <summary>Host name or address; the input host or one of SITE_HOSTS.</summary>
    [JsonPropertyName("host")]
    public required string Host { get; init; }

    /// <summary>TCP port, 1 to 65535.</summary>
    [JsonPropertyName("port")]
    public int Port { get; init; } = 3306;

    /// <summary>User name.</summary>
    [JsonPropertyName("user")]
    public required string User { get; init; }

    /// <summary>Password; empty for none.</summary>
    [JsonPropertyName("password")]
    public string Password { get; init; } = "";

    /// <summary>Source schema where INPUT_SCHEMA is absent.</summary>
    [JsonPropertyName("db")]
    public string? Db { get; init; }

    /// <summary>Connection character set: utf8mb4, or utf8 which is taken as utf8mb4.</summary>
    [JsonPropertyName("charset")]
    public string Charset { get; init; } = "utf8mb4";

    /// <summary>Names the host only: this record must not reach a log with its password.</summary>
    public override string ToString() => $"SiteConfig {{ Host = {Host}, Port = {Port} }}";
}
