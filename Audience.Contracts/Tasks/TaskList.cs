using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks;

/// <summary>The most recent tasks, latest first.</summary>
public sealed record TaskList
{
    /// <summary>200.</summary>
    [JsonPropertyName("error_code"), JsonPropertyOrder(0)]
    public int ErrorCode { get; init; } = 200;

    /// <summary><c>OK</c>.</summary>
    [JsonPropertyName("error_message"), JsonPropertyOrder(1)]
    public string ErrorMessage { get; init; } = "OK";

    /// <summary>The tasks.</summary>
    [JsonPropertyName("content"), JsonPropertyOrder(2)]
    public required IReadOnlyList<TaskSummary> Content { get; init; }
}
