using System.Text.Json.Serialization;

namespace Audience.Contracts.Audit;

/// <summary>A call that was to change something.</summary>
public sealed record AuditEntry
{
    /// <summary>Its number: the latest has the greatest.</summary>
    [JsonPropertyName("id")]
    public required long Id { get; init; }

    /// <summary>When, local to TIME_ZONE.</summary>
    [JsonPropertyName("time")]
    public required DateTime Time { get; init; }

    /// <summary>The name of the caller's key; empty where there are no API_KEYS.</summary>
    [JsonPropertyName("key_name")]
    public required string KeyName { get; init; }

    /// <summary>The operation, as this document names it: CreateTask.</summary>
    [JsonPropertyName("operation")]
    public required string Operation { get; init; }

    /// <summary>The task, model, data set or row that it is about; null where it names none.</summary>
    [JsonPropertyName("target")]
    public string? Target { get; init; }

    /// <summary>What it was answered with: 200 where it was done, else the error_code.</summary>
    [JsonPropertyName("error_code")]
    public required int ErrorCode { get; init; }
}
