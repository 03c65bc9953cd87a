namespace Audience.Data.Documents;

/// <summary>A row of <c>data_set_review</c>, with what its piece of work says.</summary>
public sealed record ReviewRow
{
    /// <summary>Values of the status.</summary>
    public const string Started = "started",
        Finished = "finished",
        Failed = "failed";

    internal const string Columns =
        "r.review_id AS ReviewId, r.task_id AS TaskId, r.kind AS Kind, r.feature AS Feature, r.place AS Place, r.status AS Stored, "
        + "r.progress AS Progress, r.set_time AS SetTime, r.create_time AS CreateTime, r.result AS Result, "
        + "i.status AS WorkStatus, i.error AS Error";

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public required string ReviewId { get; init; }

    /// <summary>The data set.</summary>
    public required string TaskId { get; init; }

    /// <summary>What is looked for.</summary>
    public required string Kind { get; init; }

    /// <summary>What of a document is looked at: AUTHOR, CONTENT …</summary>
    public required string Feature { get; init; }

    /// <summary>Where posts are looked for: the id of a task, or schema.table; empty where the set itself is looked through.</summary>
    public string Place { get; init; } = "";

    /// <summary>0 to 1.</summary>
    public double Progress { get; init; }

    /// <summary>When the set had last been changed as it was looked at.</summary>
    public DateTime SetTime { get; init; }

    /// <summary>When the review began.</summary>
    public DateTime CreateTime { get; init; }

    /// <summary>What was found, as JSON; null before it has finished.</summary>
    public string? Result { get; init; }

    /// <summary>Why it failed, or why its last attempt did.</summary>
    public string? Error { get; init; }

    /// <summary>The status of the row.</summary>
    public required string Stored { get; init; }

    /// <summary>The status of its piece of work; null once that is done.</summary>
    public string? WorkStatus { get; init; }

    /// <summary>started, finished or failed.</summary>
    public string Status => Stored == Started && WorkStatus == Failed ? Failed : Stored;
}
