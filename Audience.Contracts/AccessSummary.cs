using System.Text.Json.Serialization;

namespace Audience.Contracts;

/// <summary>What the caller may do.</summary>
public sealed record AccessSummary
{
    /// <summary><c>read</c>: only look; <c>operate</c>: everything.</summary>
    [JsonPropertyName("access")]
    public required string Access { get; init; }

    /// <summary>Whether calls need a key.</summary>
    [JsonPropertyName("needs_key")]
    public required bool NeedsKey { get; init; }
}
