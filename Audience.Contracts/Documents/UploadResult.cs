using System.Text.Json.Serialization;

namespace Audience.Contracts.Documents;

/// <summary>What an upload wrote.</summary>
public sealed record UploadResult
{
    /// <summary>Documents written.</summary>
    [JsonPropertyName("documents")]
    public required long Documents { get; init; }

    /// <summary>Rules written.</summary>
    [JsonPropertyName("rules")]
    public required long Rules { get; init; }

    /// <summary>Rules that were there already.</summary>
    [JsonPropertyName("skipped")]
    public required long Skipped { get; init; }

    /// <summary>Columns of the file that mean nothing here, and were not read.</summary>
    [JsonPropertyName("ignored_columns")]
    public required IReadOnlyList<string> IgnoredColumns { get; init; }
}
