namespace Audience.Data.Posts;

/// <summary>Compares what a task needs with what its source has.</summary>
internal static class SourceProblem
{
    // Texts are compared as the times that they say.
    private static readonly string[] s_times =
    [
        "datetime",
        "timestamp",
        "date",
        "char",
        "varchar",
        "tinytext",
        "text",
        "mediumtext",
        "longtext",
    ];

    /// <summary>
    /// Why posts cannot be told apart by post_time on a server; null where they can. A server compares numbers with times, too.
    /// </summary>
    public static string? OfTime(PostTable table, string type) =>
        s_times.Contains(type, StringComparer.OrdinalIgnoreCase)
            ? null
            : $"input table '{table.Schema}.{table.Table}' has a post_time of type {type}, which is no day and time: "
                + "name a view that has it as DATETIME (of seconds since 1970: FROM_UNIXTIME(…) AS post_time)";

    /// <summary>What is missing, for the caller of the API; null where nothing is.</summary>
    public static string? Of(PostTable table, IReadOnlySet<string> columns)
    {
        if (columns.Count == 0)
            return $"input table '{table.Schema}.{table.Table}' does not exist, or its user may not read it";
        var missing = table.Columns.Where(c => !columns.Contains(c)).ToList();
        return missing.Count == 0 ? null : $"input table '{table.Schema}.{table.Table}' has no column {string.Join(", ", missing)}";
    }
}
