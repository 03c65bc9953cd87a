namespace Audience.Data.Documents;

/// <summary>A document of a data set, with its labels.</summary>
public sealed record DocumentRow
{
    /// <summary>What a document may be for.</summary>
    public static readonly IReadOnlyList<string> Types = ["train", "dev", "test", "ext_test"];

    internal const string Columns =
        "d.id AS Id, d.task_id AS TaskId, d.title AS Title, d.author AS Author, d.s_id AS SId, d.s_area_id "
        + "AS SAreaId, d.content AS Content, d.post_time AS PostTime, d.dataset_type AS DatasetType";

    /// <summary>Unique over all data sets; 0 until it is written.</summary>
    public long Id { get; init; }

    /// <summary>Its data set.</summary>
    public string TaskId { get; init; } = "";
    public string Title { get; init; } = "";
    public string Author { get; init; } = "";
    public string SId { get; init; } = "";
    public string SAreaId { get; init; } = "";
    public string Content { get; init; } = "";
    public DateTime? PostTime { get; init; }

    /// <summary>One of <see cref="Types"/>.</summary>
    public string DatasetType { get; init; } = "train";

    /// <summary>In the order in which they were given.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}
