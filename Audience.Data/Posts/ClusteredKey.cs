using System.Globalization;
using MySqlConnector;

namespace Audience.Data.Posts;

/// <summary>
/// Reads a time range where it lies in InnoDB's primary key. By the index on post_time every row is looked up in the primary key by
/// itself, which costs the server three times as much as reading rows side by side; and posts mostly lie there in the order in
/// which they came.
/// </summary>
/// <param name="table">The table, quoted.</param>
/// <param name="column">The primary key's first column, quoted.</param>
/// <param name="timeIndex">The hint for the index on post_time, which holds that column too.</param>
/// <param name="time">That column.</param>
internal sealed class ClusteredKey(string table, string column, string timeIndex, TimeColumn time)
{
    // A row that is read in vain costs a third of one that is looked up; and InnoDB takes a long range for twice what it holds.
    internal const double MaxEstimated = 2 * 2;
    private volatile bool _scattered;

    /// <summary>Makes the server read the primary key.</summary>
    public const string Hint = "FORCE INDEX (PRIMARY)";

    /// <summary>Begins a statement's WHERE: reads the primary key from <c>@Least</c> on.</summary>
    public string Condition => $"{column} >= @Least AND ";

    /// <summary>
    /// Ends the statement where all posts of the range are found: only within the snapshot in which they were counted.
    /// That spares the server comparing every key with the greatest one.
    /// </summary>
    public static string Limit(long posts) => string.Create(CultureInfo.InvariantCulture, $"LIMIT {posts}");

    /// <summary>
    /// How many posts the range has where they lie side by side, or null where they lie so far apart that the index on post_time is
    /// faster.
    /// </summary>
    /// <param name="command">Asks within the snapshot; has <c>@From</c> and <c>@To</c>, and is given <c>@Least</c>, their least
    /// key.</param>
    public long? CountSideBySide(MySqlCommand command)
    {
        if (_scattered || Span(command) is not var (min, max, posts))
            return null;
        command.CommandText = $"EXPLAIN SELECT 1 FROM {table} {Hint} WHERE {column} BETWEEN @Least AND @Most";
        command.Parameters.AddWithValue("@Least", min);
        command.Parameters.AddWithValue("@Most", max);
        using var reader = command.ExecuteReader();
        if (Estimate(reader, reader.Read()) <= posts * MaxEstimated)
            return posts;
        _scattered = true;
        return null;
    }

    /// <summary>The server's own estimate of how many rows a statement that is explained will read: two dives into the index.</summary>
    internal static async Task<double> EstimateAsync(MySqlDataReader explained, CancellationToken cancellationToken) =>
        Estimate(explained, await explained.ReadAsync(cancellationToken));

    private (object Min, object Max, long Posts)? Span(MySqlCommand command)
    {
        command.CommandText = $"SELECT MIN({column}), MAX({column}), COUNT(*) FROM {table} {timeIndex} WHERE {time.InRange}";
        using var reader = command.ExecuteReader();
        return reader.Read() && !reader.IsDBNull(0) ? (reader.GetValue(0), reader.GetValue(1), reader.GetInt64(2)) : null;
    }

    private static double Estimate(MySqlDataReader reader, bool found) =>
        found && reader["rows"] is { } rows and not DBNull ? Convert.ToDouble(rows, CultureInfo.InvariantCulture) : double.PositiveInfinity;
}
