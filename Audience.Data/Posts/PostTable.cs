namespace Audience.Data.Posts;

/// <summary>What a task reads of its source.</summary>
/// <param name="Schema">Source schema.</param>
/// <param name="Table">Source table.</param>
/// <param name="Labelled">The columns that are labelled, in order, with commas between them: <c>author</c>, <c>author,content</c>.</param>
public sealed record PostTable(string Schema, string Table, string Labelled)
{
    /// <summary>The columns that are read of every post, in the order of its fields.</summary>
    public static readonly IReadOnlyList<string> Always = ["id", "s_id", "author", "post_time"];

    /// <summary>The labelled columns that are read besides, in the order of the fields that follow.</summary>
    public IReadOnlyList<string> Texts { get; } = [.. Labelled.Split(',').Except(Always)];

    /// <summary>The columns that a post must have for this task.</summary>
    public IReadOnlyList<string> Columns { get; } = [.. Always, .. Labelled.Split(',').Except(Always)];

    /// <summary>Whether every post that is read has something to label: its author, its source or its time.</summary>
    public bool AlwaysHasText { get; } = Labelled.Split(',').Intersect(Always).Any(column => column != "id");

    /// <summary>Whether ids are labelled, which a table may lack here and there.</summary>
    public bool LabelsId { get; } = Labelled.Split(',').Contains("id");

    /// <summary>The number of the field of a post that holds a column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is not read.</exception>
    public int FieldOf(string column) =>
        Columns.Index().Where(field => field.Item == column).Select(field => (int?)field.Index).FirstOrDefault()
        ?? throw new ArgumentOutOfRangeException(nameof(column), column, "the column is not read");
}
