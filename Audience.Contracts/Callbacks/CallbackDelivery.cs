using System.Text.Json.Serialization;

namespace Audience.Contracts.Callbacks;

/// <summary>The news that something has ended, on its way to a CALLBACK_URL.</summary>
public sealed record CallbackDelivery
{
    /// <summary>32 lower-case hexadecimal digits; X-Audience-Delivery of every try.</summary>
    [JsonPropertyName("delivery")]
    public required string Delivery { get; init; }

    /// <summary><c>task.ended</c>, <c>model.prepared</c>, <c>model.tested</c>, <c>dump.ended</c> or <c>schedule.run_ended</c>.</summary>
    [JsonPropertyName("event")]
    public required string Event { get; init; }

    /// <summary>The task, model, dump or schedule that it is about.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Where it goes, without the query.</summary>
    [JsonPropertyName("url")]
    public required string Url { get; init; }

    /// <summary><c>waiting</c> for its next try, <c>delivered</c>, or <c>failed</c>: given up after 24 hours.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>How often it was tried since it was made, or since somebody asked for it to be sent again.</summary>
    [JsonPropertyName("attempts")]
    public required int Attempts { get; init; }

    /// <summary>Why the last try failed; null where none did.</summary>
    [JsonPropertyName("error_message")]
    public string? ErrorMessage { get; init; }

    /// <summary>When it was made, local to TIME_ZONE.</summary>
    [JsonPropertyName("create_time")]
    public required DateTime CreateTime { get; init; }

    /// <summary>When it is tried next, local to TIME_ZONE; null where it is not.</summary>
    [JsonPropertyName("next_time")]
    public DateTime? NextTime { get; init; }

    /// <summary>When it arrived, local to TIME_ZONE; null where it has not.</summary>
    [JsonPropertyName("delivered_time")]
    public DateTime? DeliveredTime { get; init; }
}
