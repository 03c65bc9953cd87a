namespace Audience.Data.Sources;

/// <summary>A table of posts that tasks may read.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Table">Its name.</param>
/// <param name="TextColumns">Those of author, content, title and s_area_id that it has.</param>
public sealed record SourceTable(string Schema, string Table, IReadOnlyList<string> TextColumns)
{
    /// <summary>The columns that every post must have.</summary>
    public static readonly IReadOnlyList<string> Required = ["id", "s_id", "author", "post_time"];

    /// <summary>The columns that may be labelled.</summary>
    public static readonly IReadOnlyList<string> Labelled = ["author", "content", "title", "s_area_id"];

    /// <summary>About how many rows; null where nobody knows without counting.</summary>
    public long? Rows { get; init; }

    /// <summary>Whether an index begins with post_time: without one no day is found without reading everything.</summary>
    public bool HasTimeIndex { get; init; }

    /// <summary>The first post's time; null without index, without posts, or where there was no time to look.</summary>
    public DateTime? First { get; init; }

    /// <summary>The last post's time; null as <see cref="First"/> is.</summary>
    public DateTime? Last { get; init; }

    /// <summary>The table, where its columns fit; else null.</summary>
    internal static SourceTable? Of(string schema, string table, IEnumerable<string> columns)
    {
        var present = columns.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return SqlNames.IsValid(schema) && SqlNames.IsValid(table) && Required.All(present.Contains)
            ? new SourceTable(schema, table, [.. Labelled.Where(present.Contains)])
            : null;
    }
}
