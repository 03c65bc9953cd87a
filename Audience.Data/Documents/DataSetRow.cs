namespace Audience.Data.Documents;

/// <summary>A row of <c>data_set</c>.</summary>
public sealed record DataSetRow
{
    /// <summary>The kinds of data set.</summary>
    public const string Learning = "machine_learning_task",
        Rules = "rule_task";

    internal const string Columns =
        "task_id AS TaskId, name AS Name, description AS Description, task_type AS TaskType, "
        + "is_multi_label AS MultiLabel, create_time AS CreateTime, update_time AS UpdateTime";

    /// <summary>32 lower-case hexadecimal digits, chosen by the caller.</summary>
    public required string TaskId { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }

    /// <summary><see cref="Learning"/> or <see cref="Rules"/>.</summary>
    public required string TaskType { get; init; }

    /// <summary>1 where a document may have several labels, or none; else 0.</summary>
    public required long MultiLabel { get; init; }
    public DateTime CreateTime { get; init; }
    public DateTime UpdateTime { get; init; }

    /// <summary>Whether a document may have several labels, or none.</summary>
    public bool IsMultiLabel => MultiLabel != 0;
}
