using System.Globalization;
using Dapper;
using MySqlConnector;

namespace Audience.Data.Posts;

/// <summary>Finds where chunks end, by walks along the index on post_time.</summary>
/// <param name="connection">An open session on the source, which no one else uses meanwhile; user variables are allowed.</param>
/// <param name="layout">How the table is laid out.</param>
/// <param name="posts">About how many posts a chunk holds.</param>
internal sealed class BoundaryWalk(MySqlConnection connection, SourceLayout layout, int posts)
{
    private const int TimeoutSeconds = 600;

    /// <summary>See <see cref="IPostSource.FindBoundariesAsync"/>.</summary>
    public async Task<IReadOnlyList<PostBoundary>> FindAsync(PostRange range, int most, CancellationToken cancellationToken)
    {
        var found = new List<PostBoundary>();
        while (found.Count < most)
        {
            if (most - found.Count > 1)
                foreach (var end in await PlainAsync(range, most - found.Count, cancellationToken))
                    Add(end);
            if (found.Count == most)
                break;
            // What is no plain boundary, or the end of the range, is looked at by itself.
            if (await OneAsync(range, cancellationToken) is not { } next)
                break;
            Add(next);
        }
        return found;

        void Add(PostBoundary end)
        {
            found.Add(end);
            range = range.After(end);
        }
    }

    // Those before the first that needs a closer look. One round trip, however many they are: a source may be far away.
    private async Task<List<PostBoundary>> PlainAsync(PostRange range, int most, CancellationToken cancellationToken)
    {
        var chain = new BoundaryChain(layout, range, posts, most);
        await using var command = new MySqlCommand(chain.Sql, connection) { CommandTimeout = TimeoutSeconds };
        command.Parameters.AddWithValue("@From", range.From);
        command.Parameters.AddWithValue("@To", range.To);
        command.Parameters.AddWithValue("@FromKey", layout.CutOf(range)?.Value(range.Keys?.From));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await chain.ReadAsync(reader, cancellationToken);
    }

    private async Task<PostBoundary?> OneAsync(PostRange range, CancellationToken cancellationToken)
    {
        string key = range.Keys is { } keys ? layout.CutOf(range)!.Ascent(keys.From is null ? null : "@FromKey") : "NULL, 1";
        var column = layout.Time;
        string from =
            $"SELECT CAST({column.Shown} AS CHAR), {key}, {column.IsExact}, CAST(post_time AS CHAR) "
            + $"FROM {layout.Table} {layout.IndexHint} WHERE {column.InRange}";
        for (long walked = posts; ; walked += posts)
        {
            var next = await NextAsync($"{from} ORDER BY post_time LIMIT 1 OFFSET {posts.ToString(CultureInfo.InvariantCulture)}");
            // More posts than a chunk share the first moment: they stay together.
            if (next?.Time == range.From)
                next = await NextAsync($"{from} AND post_time > {column.Moment("@From")} ORDER BY post_time LIMIT 1");
            if (next is not var (time, first, ascends))
                return null;
            if (
                range.Keys is not { From: var start }
                || ascends && await layout.CutOf(range)!.IsEvenAsync(connection, new KeyRange(start, first), walked, cancellationToken)
            )
                return new PostBoundary(time, first);
            // A post whose key is out of order is no boundary: the chunk goes on.
            range = range with
            {
                From = time,
            };
        }

        // A boundary is a time that the calendar has, and has once: from one that it has not, on to the first post after it.
        async Task<(DateTime Time, string? Key, bool Ascends)?> NextAsync(string sql)
        {
            for (object? after = null; await FindAsync(sql, after) is var (shown, first, ascends, isOne, moment); )
            {
                var (time, isExact) = SourceTime.Read(shown);
                if (isExact && isOne)
                    return (time, first, ascends);
                after = isExact ? moment : time;
                sql = $"{from} AND post_time >= @After AND {column.IsExact} ORDER BY post_time LIMIT 1";
            }
            return null;
        }

        Task<(string Time, string? Key, bool Ascends, bool IsOne, string Moment)?> FindAsync(string sql, object? after) =>
            connection.QuerySingleOrDefaultAsync<(string, string?, bool, bool, string)?>(
                new CommandDefinition(
                    sql,
                    new
                    {
                        range.From,
                        range.To,
                        After = after,
                        FromKey = layout.CutOf(range)?.Value(range.Keys?.From),
                    },
                    commandTimeout: TimeoutSeconds,
                    cancellationToken: cancellationToken
                )
            );
    }
}
