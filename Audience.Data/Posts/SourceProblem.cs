namespace Audience.Data.Posts;

/// <summary>Compares what a task needs with what its source has.</summary>
internal static class SourceProblem
{
    /// <summary>What is missing, for the caller of the API; null where nothing is.</summary>
    public static string? Of(PostTable table, IReadOnlySet<string> columns)
    {
        if (columns.Count == 0)
            return $"input table '{table.Schema}.{table.Table}' does not exist, or its user may not read it";
        var missing = table.Columns.Where(c => !columns.Contains(c)).ToList();
        return missing.Count == 0 ? null : $"input table '{table.Schema}.{table.Table}' has no column {string.Join(", ", missing)}";
    }
}
