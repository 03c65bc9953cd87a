using System.Globalization;
using Dapper;
using MySqlConnector;

namespace Audience.Data.Posts;

/// <summary>
/// Cuts a table into ranges of its primary key. Where a task takes in the whole table, any rising row of keys cuts it so that each
/// post is in exactly one
/// chunk, and nothing has to be looked up before a chunk is read; where keys go up with time, the keys at the times between chunks
/// cut it evenly.
/// </summary>
/// <param name="table">The table, quoted.</param>
/// <param name="column">The primary key's first column, quoted.</param>
/// <param name="timeIndex">The hint for the index on post_time, which holds that column too.</param>
/// <param name="time">That column.</param>
/// <param name="isNumber">Whether the column holds whole numbers; else text.</param>
internal sealed class KeyRangePartitioner(string table, string column, string timeIndex, TimeColumn time, bool isNumber)
{
    // Keys in no order go up at eight looks once in 40,000 tables.
    private const int Looks = 16,
        LeastLooks = 8;

    /// <summary>Two columns of a statement on the index: the key as text, and whether it is greater than <c>@FromKey</c>.</summary>
    public string Ascent(string? from) => $"CAST({column} AS CHAR), {(from is null ? "1" : $"{column} > @FromKey")}";

    /// <summary>Keeps a statement's WHERE to the range, with <c>@FromKey</c> and <c>@ToKey</c>.</summary>
    public string Condition(KeyRange keys) =>
        (keys.From is null ? "" : $"{column} >= @FromKey AND ") + (keys.To is null ? "" : $"{column} < @ToKey AND ");

    /// <summary>A key as a parameter that compares as the column does.</summary>
    public object? Value(string? key) => key is not null && isNumber ? decimal.Parse(key, CultureInfo.InvariantCulture) : key;

    /// <summary>
    /// Whether the range holds the whole table and its keys go up with time: looks at the first posts from some times on.
    /// </summary>
    public async Task<bool> LiesByTimeAsync(MySqlConnection connection, PostRange range, CancellationToken cancellationToken)
    {
        string posts = $"FROM {table} {timeIndex} WHERE";
        bool outside = await connection.ExecuteScalarAsync<bool>(
            Command(
                $"SELECT EXISTS (SELECT 1 {posts} post_time < {time.Moment("@From")}) "
                    + $"OR EXISTS (SELECT 1 {posts} post_time >= {time.Moment("@To")})",
                new { range.From, range.To },
                cancellationToken
            )
        );
        if (outside)
            return false;
        string inOrder = $"SELECT CAST({time.Shown} AS CHAR) {posts} {time.InRange} ORDER BY post_time";
        var (first, last) = await connection.QuerySingleAsync<(string?, string?)>(
            Command($"SELECT ({inOrder} LIMIT 1), ({inOrder} DESC LIMIT 1)", new { range.From, range.To }, cancellationToken)
        );
        if (first is null || last is null)
            return false;
        var (start, end) = (SourceTime.Read(first).Time, SourceTime.Read(last).Time);
        int looks = 0;
        (DateTime Time, string? Key) before = (DateTime.MinValue, null);
        for (int look = 0; look < Looks; look++)
        {
            var found = await connection.QuerySingleOrDefaultAsync<(string, string, bool)?>(
                Command(
                    $"SELECT CAST({time.Shown} AS CHAR), {Ascent(before.Key)} {posts} {time.FromOn} ORDER BY post_time LIMIT 1",
                    new { From = start + (end - start) / Looks * look, FromKey = Value(before.Key) },
                    cancellationToken
                )
            );
            if (found is not var (shown, key, ascends))
                return false;
            var moment = SourceTime.Read(shown).Time;
            if (moment == before.Time)
                continue;
            if (!ascends)
                return false;
            before = (moment, key);
            looks++;
        }
        return looks >= LeastLooks;
    }

    /// <summary>
    /// Whether a range of keys holds about as many posts as were walked by time to its end. A single post that came late, with a
    /// key far ahead of its time,
    /// would otherwise end a chunk there that holds most of the table.
    /// </summary>
    public async Task<bool> IsEvenAsync(MySqlConnection connection, KeyRange keys, long walked, CancellationToken cancellationToken)
    {
        await using var command = new MySqlCommand(
            $"EXPLAIN SELECT 1 FROM {table} {ClusteredKey.Hint} WHERE {Condition(keys)}1",
            connection
        );
        command.Parameters.AddWithValue("@FromKey", Value(keys.From));
        command.Parameters.AddWithValue("@ToKey", Value(keys.To));
        return await ClusteredKey.EstimateAsync(command, cancellationToken) <= walked * ClusteredKey.MaxEstimated;
    }

    private static CommandDefinition Command(string sql, object values, CancellationToken cancellationToken) =>
        new(sql, values, commandTimeout: 600, cancellationToken: cancellationToken);
}
