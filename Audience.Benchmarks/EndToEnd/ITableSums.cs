namespace Audience.Benchmarks.EndToEnd;

/// <summary>Sums up the result tables of a task, without the system's code.</summary>
internal interface ITableSums
{
    /// <summary>How many label rows of a task a table has, and the sum of their checksums.</summary>
    Task<(long Rows, long Checksum)> OfLabelsAsync(string table, string taskId);

    /// <summary>The same of the production table of a source group.</summary>
    Task<(long Rows, long Checksum)> OfProductionAsync(string table, string taskId);
}
