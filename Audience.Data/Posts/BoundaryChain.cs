using System.Globalization;
using MySqlConnector;

namespace Audience.Data.Posts;

/// <summary>
/// Finds the ends of several chunks in one round trip: a chain of statements, each of which walks on from where the one before has
/// left off, in variables of the session. The chain ends where a time or a key is no plain boundary; the rest then costs next to
/// nothing.
/// </summary>
/// <param name="layout">How the table is laid out.</param>
/// <param name="range">Where the first chunk begins; its bounds are <c>@From</c>, <c>@To</c> and <c>@FromKey</c>.</param>
/// <param name="posts">About how many posts a chunk holds.</param>
/// <param name="most">How many boundaries are looked for.</param>
internal sealed class BoundaryChain(SourceLayout layout, PostRange range, int posts, int most)
{
    private readonly KeyRangePartitioner? _cut = layout.CutOf(range);

    /// <summary>The statements.</summary>
    public string Sql =>
        // What an earlier chain of the session has left must not count as found.
        $"SET {string.Join(", ", Links.Select(i => $"{Shown(i)} = NULL, {KeyText(i)} = NULL, {Key(i)} = NULL, {Moment(i)} = NULL"))};"
        + string.Concat(Links.Select(Link))
        // One answer for all of them: each answer is a packet, and packets may come slowly.
        + (
            _cut is null
                ? ""
                : $"EXPLAIN {string.Join(" UNION ALL ", Links.Select(i => _cut.Range(i == 1 ? FirstKey : Key(i - 1), Key(i))))};"
        )
        + $"SELECT {string.Join(", ", Links.Select(i => $"IF({Moment(i)} IS NULL, NULL, {Shown(i)}), {KeyText(i)}"))}";

    private string? FirstKey => range.Keys?.From is null ? null : "@FromKey";

    private IEnumerable<int> Links => Enumerable.Range(1, most);

    /// <summary>Reads the answer.</summary>
    /// <returns>The boundaries before the first that is not plain.</returns>
    public async Task<List<PostBoundary>> ReadAsync(MySqlDataReader reader, CancellationToken cancellationToken)
    {
        var even = new List<bool>();
        for (int i = 1; _cut is not null && i <= most; i++)
            even.Add(KeyRangePartitioner.IsEven(await ClusteredKey.EstimateAsync(reader, cancellationToken), posts));
        if (_cut is not null)
            await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return Plain(reader, even);
    }

    private List<PostBoundary> Plain(MySqlDataReader row, List<bool> even)
    {
        var found = new List<PostBoundary>();
        var before = range.From;
        for (int i = 0; i < most && !row.IsDBNull(2 * i) && (_cut is null || even[i]); i++)
        {
            var (time, isExact) = SourceTime.Read(row.GetString(2 * i));
            if (!isExact || time <= before)
                break;
            found.Add(new PostBoundary(time, _cut is null ? null : row.GetString(2 * i + 1)));
            before = time;
        }
        return found;
    }

    private static string Shown(int link) => Variable("shown", link);

    private static string KeyText(int link) => Variable("text", link);

    private static string Key(int link) => Variable("key", link);

    private static string Moment(int link) => Variable("moment", link);

    private static string Variable(string name, int link) => string.Create(CultureInfo.InvariantCulture, $"@audience_{name}_{link}");

    private string Link(int link)
    {
        bool isFirst = link == 1;
        var time = layout.Time;
        // Without a moment before it, a link has no posts to walk along.
        string start = isFirst ? time.Moment("@From") : $"CAST({Moment(link - 1)} AS DATETIME(6))";
        string? startKey =
            isFirst ? FirstKey
            : _cut is null ? null
            : Key(link - 1);
        return $"SELECT CAST({time.Shown} AS CHAR), {_cut?.Text ?? "NULL"}, {_cut?.Column ?? "NULL"}, "
            + $"IF(post_time > {start} AND {time.IsExact} AND {_cut?.IsAfter(startKey) ?? "1"}, CAST(post_time AS CHAR), NULL) "
            + $"INTO {Shown(link)}, {KeyText(link)}, {Key(link)}, {Moment(link)} FROM {layout.Table} {layout.IndexHint} "
            + $"WHERE post_time >= {start} AND post_time < {time.Moment("@To")} "
            + string.Create(CultureInfo.InvariantCulture, $"ORDER BY post_time LIMIT 1 OFFSET {posts};");
    }
}
