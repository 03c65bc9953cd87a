using System.Text.Json.Serialization;

namespace Audience.Contracts.Models;

/// <summary>What the model endpoints answer with HTTP 400 and 500.</summary>
public sealed record ModelError
{
    /// <summary>What was wrong, and what to do.</summary>
    [JsonPropertyName("error_message")]
    public required string ErrorMessage { get; init; }
}
