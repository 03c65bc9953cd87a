using System.Globalization;
using Dapper;
using MySqlConnector;

namespace Audience.Data.Posts;

/// <summary>
/// Reads a time range where it lies in InnoDB's primary key. By the index on post_time every row is looked up in the primary key by
/// itself, which costs the server three times as much as reading rows side by side; and posts mostly lie there in the order in which they came.
/// </summary>
/// <param name="table">The table, quoted.</param>
/// <param name="column">The primary key's first column, quoted.</param>
/// <param name="timeIndex">The hint for the index on post_time, which holds that column too.</param>
internal sealed class ClusteredKey(string table, string column, string timeIndex)
{
    // A row that is read in vain costs a third of one that is looked up; and InnoDB takes a long range for twice what it holds.
    internal const double MostEstimated = 2 * 2;
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

    /// <summary>The least key of the range's posts and how many they are, or null where they lie so far apart that the index on post_time is faster.</summary>
    public async Task<(object Least, long Posts)?> FindAsync(MySqlConnection connection, MySqlTransaction snapshot, PostRange range, CancellationToken cancel)
    {
        if (_scattered)
            return null;
        var (least, most, posts) = await connection.QuerySingleAsync<(object?, object?, long)>(new CommandDefinition(
            $"SELECT MIN({column}), MAX({column}), COUNT(*) FROM {table} {timeIndex} WHERE post_time >= @From AND post_time < @To",
            new { range.From, range.To }, snapshot, commandTimeout: 600, cancellationToken: cancel));
        if (least is null || most is null)
            return null;
        if (await EstimateAsync(connection, snapshot, least, most, cancel) <= posts * MostEstimated)
            return (least, posts);
        _scattered = true;
        return null;
    }

    /// <summary>The server's own estimate of how many rows a statement that is explained will read: two dives into the index.</summary>
    internal static async Task<double> EstimateAsync(MySqlCommand explain, CancellationToken cancel)
    {
        await using var reader = await explain.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) && reader["rows"] is { } rows and not DBNull
            ? Convert.ToDouble(rows, CultureInfo.InvariantCulture)
            : double.PositiveInfinity;
    }

    private async Task<double> EstimateAsync(MySqlConnection connection, MySqlTransaction snapshot, object least, object most, CancellationToken cancel)
    {
        await using var command = new MySqlCommand($"EXPLAIN SELECT 1 FROM {table} {Hint} WHERE {column} BETWEEN @Least AND @Most", connection, snapshot);
        command.Parameters.AddWithValue("@Least", least);
        command.Parameters.AddWithValue("@Most", most);
        return await EstimateAsync(command, cancel);
    }
}
