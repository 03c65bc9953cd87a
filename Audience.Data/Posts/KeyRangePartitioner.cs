using System.Globalization;
using System.Text;
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
        LeastLooks = 8,
        TimeoutSeconds = 600;

    /// <summary>The key's column, quoted.</summary>
    public string Column => column;

    /// <summary>A column of a statement: the key as text.</summary>
    public string Text { get; } = $"CAST({column} AS CHAR)";

    /// <summary>A condition: whether the key is greater than a parameter or variable; always where that is null.</summary>
    public string IsAfter(string? start) => start is null ? "1" : $"{column} > {start}";

    /// <summary>Two columns of a statement on the index: the key as text, and whether it is greater than a parameter or variable.</summary>
    public string Ascent(string? start) => $"{Text}, {IsAfter(start)}";

    /// <summary>A query for the posts from one key, or the first, to before another, or the end: a server that explains it estimates
    /// how many they are.</summary>
    public string Range(string? from, string? to) => $"SELECT 1 FROM {table} {ClusteredKey.Hint} WHERE {Condition(from, to)}1";

    /// <summary>Whether a range of keys, by such an estimate, holds about as many posts as were walked by time to its end.</summary>
    public static bool IsEven(double estimate, long walked) => estimate <= walked * ClusteredKey.MaxEstimated;

    /// <summary>Keeps a statement's WHERE to the range, with <c>@FromKey</c> and <c>@ToKey</c>.</summary>
    public string Condition(KeyRange keys) => Condition(keys.From is null ? null : "@FromKey", keys.To is null ? null : "@ToKey");

    private string Condition(string? from, string? to) =>
        (from is null ? "" : $"{column} >= {from} AND ") + (to is null ? "" : $"{column} < {to} AND ");

    /// <summary>A key as a parameter that compares as the column does.</summary>
    public object? Value(string? key) => key is not null && isNumber ? decimal.Parse(key, CultureInfo.InvariantCulture) : key;

    /// <summary>
    /// Whether the range holds the whole table and its keys go up with time: looks at the first posts from some times on.
    /// </summary>
    public async Task<bool> LiesByTimeAsync(MySqlConnection connection, PostRange range, CancellationToken cancellationToken)
    {
        string posts = $"FROM {table} {timeIndex} WHERE",
            inOrder = $"SELECT CAST({time.Shown} AS CHAR) {posts} {time.InRange} ORDER BY post_time";
        var (outside, first, last) = await connection.QuerySingleAsync<(bool, string?, string?)>(
            new CommandDefinition(
                $"SELECT EXISTS (SELECT 1 {posts} post_time < {time.Moment("@From")}) "
                    + $"OR EXISTS (SELECT 1 {posts} post_time >= {time.Moment("@To")}), ({inOrder} LIMIT 1), ({inOrder} DESC LIMIT 1)",
                new { range.From, range.To },
                commandTimeout: TimeoutSeconds,
                cancellationToken: cancellationToken
            )
        );
        if (outside || first is null || last is null)
            return false;
        var (start, end) = (SourceTime.Read(first).Time, SourceTime.Read(last).Time);
        int looks = 0;
        var before = DateTime.MinValue;
        foreach (var (shown, ascends) in await LookAsync(connection, start, (end - start) / Looks, cancellationToken))
        {
            if (shown is null)
                return false;
            var moment = SourceTime.Read(shown).Time;
            if (moment == before)
                continue;
            if (!ascends)
                return false;
            before = moment;
            looks++;
        }
        return looks >= LeastLooks;
    }

    // The first post from each of some times on: when it was, and whether its key is greater than that of the look before. One round
    // trip for all of them.
    private async Task<List<(string? Shown, bool Ascends)>> LookAsync(
        MySqlConnection connection,
        DateTime start,
        TimeSpan step,
        CancellationToken cancellationToken
    )
    {
        await using var command = new MySqlCommand { Connection = connection, CommandTimeout = TimeoutSeconds };
        var looks = Enumerable.Range(0, Looks).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToList();
        var sql = new StringBuilder($"SET {string.Join(", ", looks.Select(look => $"@audience_shown_{look} = NULL"))};");
        string? before = null;
        foreach (var (look, i) in looks.Select((look, i) => (look, i)))
        {
            command.Parameters.AddWithValue($"@From{look}", start + step * i);
            sql.Append(CultureInfo.InvariantCulture, $"SELECT CAST({time.Shown} AS CHAR), {column}, {IsAfter(before)} ")
                .Append(CultureInfo.InvariantCulture, $"INTO @audience_shown_{look}, @audience_key_{look}, @audience_after_{look} ")
                .Append(CultureInfo.InvariantCulture, $"FROM {table} {timeIndex} WHERE post_time >= {time.Moment($"@From{look}")} ")
                .Append("ORDER BY post_time LIMIT 1;");
            before = $"@audience_key_{look}";
        }
        sql.Append("SELECT ").AppendJoin(", ", looks.Select(look => $"@audience_shown_{look}, @audience_after_{look}"));
        command.CommandText = sql.ToString();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return
        [
            .. Enumerable
                .Range(0, Looks)
                .Select(look =>
                    reader.IsDBNull(2 * look) ? (null, false) : (reader.GetString(2 * look), reader.GetInt64(2 * look + 1) != 0)
                ),
        ];
    }

    /// <summary>
    /// Whether a range of keys holds about as many posts as were walked by time to its end. A single post that came late, with a
    /// key far ahead of its time,
    /// would otherwise end a chunk there that holds most of the table.
    /// </summary>
    public async Task<bool> IsEvenAsync(MySqlConnection connection, KeyRange keys, long walked, CancellationToken cancellationToken)
    {
        await using var command = new MySqlCommand(
            "EXPLAIN " + Range(keys.From is null ? null : "@FromKey", keys.To is null ? null : "@ToKey"),
            connection
        );
        command.Parameters.AddWithValue("@FromKey", Value(keys.From));
        command.Parameters.AddWithValue("@ToKey", Value(keys.To));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return IsEven(await ClusteredKey.EstimateAsync(reader, cancellationToken), walked);
    }
}
