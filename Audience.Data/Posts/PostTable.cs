namespace Audience.Data.Posts;

/// <summary>What a task reads of its source.</summary>
/// <param name="Schema">Source schema.</param>
/// <param name="Table">Source table.</param>
/// <param name="TextColumn">The column that is labelled: author, content, title or s_area_id.</param>
public sealed record PostTable(string Schema, string Table, string TextColumn)
{
    /// <summary>The columns that a post must have for this task.</summary>
    public IReadOnlyList<string> Columns { get; } = [.. new[] { "id", "s_id", "author", "post_time", TextColumn }.Distinct()];

    /// <summary>Whether the labelled text is the author's name, which is read anyway.</summary>
    public bool LabelsAuthor => TextColumn == "author";
}
