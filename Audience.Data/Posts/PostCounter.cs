using System.Data.Common;
using System.Globalization;
using Audience.Data.Posts;
using Dapper;

namespace Audience.Data.Sources;

/// <summary>
/// Counts the posts between two times, exactly up to some thousands. Of more it looks how long the first few of each slice took to come:
/// a table of any size costs the same.
/// </summary>
/// <param name="connection">Open.</param>
/// <param name="table">The table, quoted, with the hint for its index on post_time.</param>
/// <param name="value">A time as the column compares with it.</param>
internal sealed class PostCounter(DbConnection connection, string table, Func<DateTime, object> value)
{
    private const int MaxCounted = 5000,
        Slices = 24,
        Looked = 200;

    private static readonly string s_limit = (MaxCounted + 1).ToString(CultureInfo.InvariantCulture),
        s_looked = Looked.ToString(CultureInfo.InvariantCulture);

    /// <summary>How many, and whether they were counted.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<(long Posts, bool IsExact)> CountAsync(DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var range = new DynamicParameters();
        range.Add("F0", value(from));
        range.Add("F1", value(to));
        long counted = await connection.ExecuteScalarAsync<long>(
            new CommandDefinition($"SELECT {Count(0, s_limit)}", range, cancellationToken: cancellationToken)
        );
        return counted <= MaxCounted ? (counted, true) : (await EstimateAsync(from, to, cancellationToken), false);
    }

    private async Task<long> EstimateAsync(DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var step = (to - from) / Slices;
        DateTime Start(int slice) => slice == Slices ? to : from + step * slice;
        var times = new DynamicParameters();
        for (int slice = 0; slice <= Slices; slice++)
            times.Add(Name(slice), value(Start(slice)));
        string columns = string.Join(", ", Enumerable.Range(0, Slices).Select(slice => $"{Count(slice, s_looked)}, {TimeOfLast(slice)}"));
        await using var reader = await connection.ExecuteReaderAsync(
            new CommandDefinition($"SELECT {columns}", times, cancellationToken: cancellationToken)
        );
        await reader.ReadAsync(cancellationToken);
        double posts = 0;
        for (int slice = 0; slice < Slices; slice++)
        {
            long counted = Convert.ToInt64(reader.GetValue(2 * slice), CultureInfo.InvariantCulture);
            string? last = await reader.IsDBNullAsync(2 * slice + 1, cancellationToken) ? null : reader.GetString(2 * slice + 1);
            var elapsed = last is null ? TimeSpan.Zero : SourceTime.Read(last).Time - Start(slice);
            // All at one moment tell nothing of those that follow.
            posts += elapsed > TimeSpan.Zero ? counted * (step / elapsed) : counted;
        }
        return Math.Max((long)posts, MaxCounted + 1);
    }

    private string Count(int slice, string limit) =>
        $"(SELECT COUNT(*) FROM (SELECT 1 FROM {table} WHERE {Within(slice)} LIMIT {limit}) AS counted)";

    // Null where the slice has fewer.
    private string TimeOfLast(int slice) =>
        $"(SELECT CAST(post_time AS CHAR) FROM {table} WHERE {Within(slice)} ORDER BY post_time LIMIT 1 OFFSET {s_looked})";

    private static string Within(int slice) => $"post_time >= @{Name(slice)} AND post_time < @{Name(slice + 1)}";

    private static string Name(int slice) => "F" + slice.ToString(CultureInfo.InvariantCulture);
}
