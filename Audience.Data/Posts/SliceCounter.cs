using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Audience.Data.Posts;

/// <summary>Counts the posts of slices of time: exactly up to some thousands; of more, it looks how long so many took to come.</summary>
/// <param name="connection">Open.</param>
/// <param name="from"><c>FROM table WHERE …</c> with the parameters <c>@From</c> and <c>@To</c>.</param>
/// <param name="shown">The expression of post_time as text.</param>
/// <param name="bounds">The parameters of a slice.</param>
internal sealed class SliceCounter(DbConnection connection, string from, string shown, Func<PostRange, object> bounds)
{
    /// <summary>Counts one slice.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="most">So many are counted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<SliceCount> CountAsync(PostRange slice, int most, CancellationToken cancellationToken)
    {
        string limit = (most + 1).ToString(CultureInfo.InvariantCulture),
            offset = most.ToString(CultureInfo.InvariantCulture);
        long counted = await AskAsync<long>($"SELECT COUNT(*) FROM (SELECT 1 {from} LIMIT {limit}) AS counted");
        if (counted <= most)
            return new SliceCount(counted, true);
        string? last = await AskAsync<string?>($"SELECT {shown} {from} ORDER BY post_time LIMIT 1 OFFSET {offset}");
        var elapsed = last is null ? TimeSpan.Zero : SourceTime.Read(last).Time - slice.From;
        // All at one moment tell nothing of those that follow.
        return elapsed <= TimeSpan.Zero
            ? new SliceCount(await AskAsync<long>($"SELECT COUNT(*) {from}"), true)
            : new SliceCount(Math.Max((long)(most * ((slice.To - slice.From) / elapsed)), counted), false);

        Task<T?> AskAsync<T>(string sql) =>
            connection.ExecuteScalarAsync<T>(new CommandDefinition(sql, bounds(slice), cancellationToken: cancellationToken));
    }
}
