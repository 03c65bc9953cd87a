using System.Text.Json.Serialization;

namespace Audience.Contracts.Tasks;

/// <summary>A task as its row in the <c>state</c> table shows it.</summary>
public sealed record TaskSummary
{
    /// <summary>32 lower-case hexadecimal digits.</summary>
    [JsonPropertyName("task_id")]
    public required string TaskId { get; init; }

    /// <summary>Labelling: PENDING, SUCCESS, FAILURE or BREAK.</summary>
    [JsonPropertyName("stat")]
    public string? Stat { get; init; }

    /// <summary>Production: null until it ended, then <c>finish</c> or <c>no_data</c>.</summary>
    [JsonPropertyName("prod_stat")]
    public string? ProdStat { get; init; }

    /// <summary>The kind of model that labels.</summary>
    [JsonPropertyName("model_type")]
    public string? ModelType { get; init; }

    /// <summary>The labelled column (author, content …); where models look at several, all, with commas between them.</summary>
    [JsonPropertyName("predict_type")]
    public string? PredictType { get; init; }

    /// <summary>START_TIME and END_TIME as the caller gave them, half-open: <c>2020-01-01 - 2021-01-01</c>.</summary>
    [JsonPropertyName("date_range")]
    public string? DateRange { get; init; }

    /// <summary>The source schema (INPUT_SCHEMA).</summary>
    [JsonPropertyName("target_table")]
    public string? TargetTable { get; init; }

    /// <summary>When the task was created, local to TIME_ZONE.</summary>
    [JsonPropertyName("create_time")]
    public DateTime? CreateTime { get; init; }

    /// <summary>Out of use since version 2.2 of the contract: null, or what an older task left.</summary>
    [JsonPropertyName("peak_memory")]
    public double? PeakMemory { get; init; }

    /// <summary>Posts read.</summary>
    [JsonPropertyName("length_receive_table")]
    public long? LengthReceiveTable { get; init; }

    /// <summary>Label-table rows written.</summary>
    [JsonPropertyName("length_output_table")]
    public long? LengthOutputTable { get; init; }

    /// <summary>Production rows per table of <c>result</c>, comma-separated.</summary>
    [JsonPropertyName("length_prod_table")]
    public string? LengthProdTable { get; init; }

    /// <summary>The label tables that the task wrote to, comma-separated, in alphabetical order.</summary>
    [JsonPropertyName("result")]
    public string? Result { get; init; }

    /// <summary>Distinct source_author among the posts read, per table of <c>result</c>, comma-separated.</summary>
    [JsonPropertyName("uniq_source_author")]
    public string? UniqSourceAuthor { get; init; }

    /// <summary>Production rows per hundred distinct authors, two decimals, per table of <c>result</c>, comma-separated.</summary>
    [JsonPropertyName("rate_of_label")]
    public string? RateOfLabel { get; init; }

    /// <summary>Minutes from the start of labelling to the end of production.</summary>
    [JsonPropertyName("run_time")]
    public double? RunTime { get; init; }

    /// <summary>On FAILURE: the time before which every post is labelled; resuming goes on from there.</summary>
    [JsonPropertyName("check_point")]
    public DateTime? CheckPoint { get; init; }

    /// <summary>On FAILURE: what went wrong.</summary>
    [JsonPropertyName("error_message")]
    public string? ErrorMessage { get; init; }

    /// <summary>How much of the task is done, 0 to 1; it never falls.</summary>
    [JsonPropertyName("progress")]
    public double? Progress { get; init; }

    /// <summary>Seconds until the task is done at its rate so far; null before a hundredth of it is done, and where none runs.</summary>
    [JsonPropertyName("time_left")]
    public double? TimeLeft
    {
        get;
        init => field = value is { } seconds ? Math.Round(Math.Max(0, seconds), 1) : null;
    }

    /// <summary><c>queued</c>, <c>labeling</c>, <c>producing</c> or <c>done</c>.</summary>
    [JsonPropertyName("phase")]
    public string? Phase { get; init; }

    /// <summary>How keywords and texts were folded before they were compared (FOLD), comma-separated; null where they were not.</summary>
    [JsonPropertyName("fold")]
    public string? Fold { get; init; }

    /// <summary>
    /// What a task that stands still waits for: a worker, a source that is away, its COUNTDOWN; null where it goes on, or has ended.
    /// </summary>
    [JsonPropertyName("waiting_for")]
    public string? WaitingFor { get; init; }

    /// <summary>Posts of the range that were left out, by reason; null where nothing is read yet.</summary>
    [JsonPropertyName("skipped")]
    public SkippedPosts? Skipped { get; init; }

    /// <summary>INPUT_SCHEMA once more, under the name that newer frontends read.</summary>
    [JsonPropertyName("target_schema")]
    public string? TargetSchema => TargetTable;

    /// <summary>How many days after its end the task is deleted (KEEP_DAYS); null where it is kept.</summary>
    [JsonPropertyName("keep_days")]
    public int? KeepDays { get; init; }

    /// <summary>Its share of the workers (PRIORITY): `low`, `normal` or `high`.</summary>
    [JsonPropertyName("priority")]
    public string Priority { get; init; } = "normal";
}
