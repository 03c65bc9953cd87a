using System.Text.Json.Serialization;

namespace Audience.Contracts.Dumps;

/// <summary>A dump and how far it is.</summary>
public sealed record DumpSummary
{
    /// <summary>32 lower-case hexadecimal digits.</summary>
    [JsonPropertyName("dump_id")]
    public required string DumpId { get; init; }

    /// <summary><c>queued</c>, <c>dumping</c>, <c>finished</c> or <c>failed</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>How much of it is done, 0 to 1.</summary>
    [JsonPropertyName("progress")]
    public required double Progress { get; init; }

    /// <summary>The conflict group whose panels it holds.</summary>
    [JsonPropertyName("group")]
    public required string Group { get; init; }

    /// <summary>The tasks it is made of.</summary>
    [JsonPropertyName("task_ids")]
    public required IReadOnlyList<string> TaskIds { get; init; }

    /// <summary>Where last year's panels are, or null.</summary>
    [JsonPropertyName("input_database")]
    public string? InputDatabase { get; init; }

    /// <summary>Where its tables go.</summary>
    [JsonPropertyName("output_database")]
    public required string OutputDatabase { get; init; }

    /// <summary>The directory of its files below the dump directory: <c>2021_11_09_dump</c>.</summary>
    [JsonPropertyName("directory")]
    public required string Directory { get; init; }

    /// <summary>When it was asked for, local to TIME_ZONE; the time of its new rows.</summary>
    [JsonPropertyName("create_time")]
    public required DateTime CreateTime { get; init; }

    /// <summary>Where it failed: why.</summary>
    [JsonPropertyName("error_message")]
    public string? ErrorMessage { get; init; }

    /// <summary>What is ready: a file for each dump group that has rows.</summary>
    [JsonPropertyName("files")]
    public required IReadOnlyList<DumpFile> Files { get; init; }
}

/// <summary>A file of a dump, and the table that it holds.</summary>
public sealed record DumpFile
{
    /// <summary>The file, to be downloaded from <c>/tasks/dump/{id}/{file}</c>: <c>wh_panel_mapping_fb.zip</c>.</summary>
    [JsonPropertyName("file")]
    public required string File { get; init; }

    /// <summary>Its size in bytes.</summary>
    [JsonPropertyName("bytes")]
    public required long Bytes { get; init; }

    /// <summary>The table in OUTPUT_DATABASE: <c>wh_panel_mapping_fb_dump</c>.</summary>
    [JsonPropertyName("table")]
    public required string Table { get; init; }

    /// <summary>Its rows.</summary>
    [JsonPropertyName("rows")]
    public required long Rows { get; init; }
}
