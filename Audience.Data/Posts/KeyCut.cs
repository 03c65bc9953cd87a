using System.Globalization;
using Dapper;
using MySqlConnector;

namespace Audience.Data.Posts;

/// <summary>
/// Cuts a table into ranges of its primary key. Where a task takes in the whole table, any rising row of keys cuts it so that each post is in exactly one
/// chunk, and nothing has to be looked up before a chunk is read; where keys go up with time, the keys at the times between chunks cut it evenly.
/// </summary>
/// <param name="table">The table, quoted.</param>
/// <param name="column">The primary key's first column, quoted.</param>
/// <param name="timeIndex">The hint for the index on post_time, which holds that column too.</param>
/// <param name="isNumber">Whether the column holds whole numbers; else text.</param>
internal sealed class KeyCut(string table, string column, string timeIndex, bool isNumber)
{
    // Keys in no order go up at eight looks once in 40,000 tables.
    private const int Looks = 16, LeastLooks = 8;

    /// <summary>Two columns of a statement on the index: the key as text, and whether it is greater than <c>@FromKey</c>.</summary>
    public string Ascent(string? from) => $"CAST({column} AS CHAR), {(from is null ? "1" : $"{column} > @FromKey")}";

    /// <summary>Keeps a statement's WHERE to the range, with <c>@FromKey</c> and <c>@ToKey</c>.</summary>
    public string Condition(KeyRange keys) => (keys.From is null ? "" : $"{column} >= @FromKey AND ") + (keys.To is null ? "" : $"{column} < @ToKey AND ");

    /// <summary>A key as a parameter that compares as the column does.</summary>
    public object? Value(string? key) => key is not null && isNumber ? decimal.Parse(key, CultureInfo.InvariantCulture) : key;

    /// <summary>Whether the range holds the whole table and its keys go up with time: looks at the first posts from some times on.</summary>
    public async Task<bool> LiesByTimeAsync(MySqlConnection connection, PostRange range, CancellationToken cancel)
    {
        var (first, last) = await connection.QuerySingleAsync<(DateTime?, DateTime?)>(new CommandDefinition($"SELECT MIN(post_time), MAX(post_time) FROM {table}", cancellationToken: cancel));
        if (first is not { } start || last is not { } end || start < range.From || end >= range.To)
            return false;
        int looks = 0;
        (DateTime Time, string? Key) before = (DateTime.MinValue, null);
        for (int look = 0; look < Looks; look++)
        {
            var (time, key, ascends) = await connection.QuerySingleAsync<(DateTime, string, bool)>(new CommandDefinition(
                $"SELECT post_time, {Ascent(before.Key)} FROM {table} {timeIndex} WHERE post_time >= @From ORDER BY post_time LIMIT 1",
                new { From = start + (end - start) * look / Looks, FromKey = Value(before.Key) }, cancellationToken: cancel));
            if (time == before.Time)
                continue;
            if (!ascends)
                return false;
            before = (time, key);
            looks++;
        }
        return looks >= LeastLooks;
    }
}
