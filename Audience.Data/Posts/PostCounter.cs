using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Audience.Data.Posts;

/// <summary>
/// Counts the posts between two times, exactly up to some thousands. Of more it looks how long the first few of each part took to come:
/// a table of any size costs the same.
/// </summary>
/// <param name="connection">Open.</param>
/// <param name="table">The table, quoted, with the hint for its index on post_time.</param>
/// <param name="time">Its column post_time.</param>
/// <param name="value">A time as a parameter has it.</param>
internal sealed class PostCounter(DbConnection connection, string table, TimeColumn time, Func<DateTime, object> value)
{
    private const int Parts = 24,
        Looked = 200;

    private static readonly string s_looked = Looked.ToString(CultureInfo.InvariantCulture);

    /// <summary>How many posts each slice has.</summary>
    /// <param name="slices">The slices.</param>
    /// <param name="most">So many of a slice are counted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<SliceCount>> CountAsync(IReadOnlyList<PostRange> slices, int most, CancellationToken cancellationToken)
    {
        var counts = new List<SliceCount>(slices.Count);
        foreach (var slice in slices)
            counts.Add(await CountAsync(slice, most, cancellationToken));
        return counts;
    }

    /// <summary>How many posts a slice has.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="most">So many are counted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<SliceCount> CountAsync(PostRange slice, int most, CancellationToken cancellationToken)
    {
        var range = new DynamicParameters();
        range.Add("F0", value(slice.From));
        range.Add("F1", value(slice.To));
        string limit = (most + 1).ToString(CultureInfo.InvariantCulture);
        long counted = await connection.ExecuteScalarAsync<long>(
            new CommandDefinition($"SELECT {Count(0, limit)}", range, cancellationToken: cancellationToken)
        );
        return counted <= most
            ? new SliceCount(counted, true)
            : new SliceCount(Math.Max(await EstimateAsync(slice, cancellationToken), counted), false);
    }

    private async Task<long> EstimateAsync(PostRange slice, CancellationToken cancellationToken)
    {
        var step = (slice.To - slice.From) / Parts;
        DateTime Start(int part) => part == Parts ? slice.To : slice.From + step * part;
        var times = new DynamicParameters();
        for (int part = 0; part <= Parts; part++)
            times.Add(Name(part), value(Start(part)));
        string columns = string.Join(", ", Enumerable.Range(0, Parts).Select(part => $"{Count(part, s_looked)}, {TimeOfLast(part)}"));
        await using var reader = await connection.ExecuteReaderAsync(
            new CommandDefinition($"SELECT {columns}", times, cancellationToken: cancellationToken)
        );
        await reader.ReadAsync(cancellationToken);
        double posts = 0;
        for (int part = 0; part < Parts; part++)
        {
            long counted = Convert.ToInt64(reader.GetValue(2 * part), CultureInfo.InvariantCulture);
            string? last = await reader.IsDBNullAsync(2 * part + 1, cancellationToken) ? null : reader.GetString(2 * part + 1);
            var elapsed = last is null ? TimeSpan.Zero : SourceTime.Read(last).Time - Start(part);
            // All at one moment tell nothing of those that follow.
            posts += elapsed > TimeSpan.Zero ? counted * (step / elapsed) : counted;
        }
        return (long)posts;
    }

    private string Count(int part, string limit) =>
        $"(SELECT COUNT(*) FROM (SELECT 1 FROM {table} WHERE {Within(part)} LIMIT {limit}) AS counted)";

    // Null where the part has fewer.
    private string TimeOfLast(int part) =>
        $"(SELECT CAST({time.Shown} AS CHAR) FROM {table} WHERE {Within(part)} ORDER BY post_time LIMIT 1 OFFSET {s_looked})";

    private string Within(int part) => $"post_time >= {time.Moment("@" + Name(part))} AND post_time < {time.Moment("@" + Name(part + 1))}";

    private static string Name(int part) => "F" + part.ToString(CultureInfo.InvariantCulture);
}
