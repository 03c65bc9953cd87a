using System.Text.Json.Serialization;

namespace Audience.Contracts.Documents;

/// <summary>A review of a data set to begin.</summary>
/// <example>{"PREDICT_TYPE": "CONTENT"}</example>
public sealed record ReviewRequest
{
    /// <summary>What of the documents is looked at: CONTENT (default), AUTHOR, TITLE, S_AREA_ID, S_ID or POST_TIME.</summary>
    [JsonPropertyName("PREDICT_TYPE")]
    public string? PredictType { get; init; }
}
