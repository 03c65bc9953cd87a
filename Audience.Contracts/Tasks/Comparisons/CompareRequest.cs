using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks.Comparisons;

/// <summary>Two finished tasks to compare.</summary>
/// <example>{"BEFORE": "7c7bd38c410a11ecb688d45d6456a14d", "AFTER": "9b1b31a2410b11ecb688d45d6456a14d"}</example>
public sealed record CompareRequest
{
    /// <summary>A task whose prod_stat is finish, or no_data.</summary>
    [JsonPropertyName("BEFORE")]
    public required string Before { get; init; }

    /// <summary>Another.</summary>
    [JsonPropertyName("AFTER")]
    public required string After { get; init; }

    /// <summary>
    /// Where the comparison's status is sent (POST) when it has ended, in whatever way. It is signed; hosts only from CALLBACK_HOSTS.
    /// </summary>
    [JsonPropertyName("CALLBACK_URL")]
    public string? CallbackUrl { get; init; }
}
