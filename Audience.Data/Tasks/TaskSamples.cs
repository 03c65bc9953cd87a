using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Audience.Contracts.Tasks;
using Audience.Data.Exports;
using Audience.Data.Schema;
using Dapper;

namespace Audience.Data.Tasks;

/// <summary>
/// Random label rows of a task. Row numbers within a chunk and group are consecutive, so drawing costs a lookup by key per row,
/// whatever the table's size.
/// </summary>
public sealed class TaskSamples(OutputDatabase database)
{
    private const int KeysPerQuery = 400,
        MaxLooks = 40_000;
    private static readonly TimeSpan s_searchTime = TimeSpan.FromSeconds(5);

    private const string ColumnsOfAll =
        "l.id AS Id, l.task_id AS TaskId, l.source_author AS SourceAuthor, l.panel AS Panel, "
        + "l.create_time AS CreateTime, l.field_content AS FieldContent, l.match_content AS MatchContent";

    // Rows of a schedule's runs that count: drawn of all rows of the runs, so that each is as likely as any other.
    private const string Counted =
        " JOIN schedule_run u ON u.task_id = @taskId AND u.run_task = l.task_id JOIN series_row r ON r.task_id = @taskId "
        + $"AND r.group_name = @group AND r.bucket = {LabelSource.Bucket} AND r.run = u.run "
        + "AND r.chunk_seq = l.chunk_seq AND r.row_seq = l.row_seq";

    /// <summary>Where a task's label rows are: the schema, and the tables that have some; null where there is no such task.</summary>
    public async Task<(string Schema, IReadOnlyList<string> Tables)?> FindTablesAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<(string? Schema, string? Result)?>(
            new CommandDefinition(
                "SELECT output_schema, result FROM state WHERE task_id = @taskId AND COALESCE(phase, 'done') <> 'deleting'",
                new { taskId },
                cancellationToken: cancellationToken
            )
        );
        return row is var (schema, result)
            ? (schema ?? database.Schema, (result ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            : null;
    }

    /// <summary>
    /// Draws rows until so many of them pass, or so many were looked at that rarer ones are not worth the time; null where the table is not
    /// there. Each is drawn once.
    /// </summary>
    /// <param name="taskId">The task.</param>
    /// <param name="outputSchema">Where the table is.</param>
    /// <param name="group">The source group.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="panel">Only rows of this panel, or null.</param>
    /// <param name="passes">Looks at a row.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async Task<IReadOnlyList<SampleRow>?> DrawAsync(
        string taskId,
        string outputSchema,
        string group,
        int max,
        string? panel,
        Func<SampleRow, bool> passes,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var present = await database.Dialect.ColumnsAsync(connection, outputSchema, group, cancellationToken);
        if (present.Count == 0)
            return null;
        string table = database.Dialect.Table(outputSchema, ResultTables.Label(group).Name);
        bool isSeries = await LabelSource.IsScheduleAsync(connection, taskId, cancellationToken);
        var keys = Shuffled(await ChunksAsync(connection, taskId, group, isSeries, cancellationToken));
        long start = Stopwatch.GetTimestamp();
        List<SampleRow> found = [];
        foreach (var some in keys.Chunk(KeysPerQuery))
        {
            var rows = await connection.QueryAsync<SampleRow>(
                new CommandDefinition(
                    $"SELECT {Columns(present)} FROM {table} l{(isSeries ? Counted : "")} WHERE ({Keys(some)}) "
                        + "AND (@panel IS NULL OR l.panel = @panel)",
                    new
                    {
                        taskId,
                        group,
                        panel,
                    },
                    cancellationToken: cancellationToken
                )
            );
            found.AddRange(rows.Where(passes).Take(max - found.Count));
            if (found.Count == max || Stopwatch.GetElapsedTime(start) > s_searchTime)
                break;
        }
        return [.. found.OrderBy(row => row.CreateTime).ThenBy(row => row.Id, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Draws up to <paramref name="max"/> different rows, in the order of the table, or null where the table is not there.
    /// </summary>
    public async Task<IReadOnlyList<SampleRow>?> DrawAsync(
        string taskId,
        string outputSchema,
        string group,
        int max,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var present = await database.Dialect.ColumnsAsync(connection, outputSchema, group, cancellationToken);
        if (present.Count == 0)
            return null;
        if (await LabelSource.IsScheduleAsync(connection, taskId, cancellationToken))
            return await DrawAsync(taskId, outputSchema, group, max, null, _ => true, cancellationToken);
        string table = database.Dialect.Table(outputSchema, ResultTables.Label(group).Name);
        var chunks = await ChunksAsync(connection, taskId, group, false, cancellationToken);
        if (chunks.Count == 0)
            return await DrawWithoutCountsAsync(connection, table, taskId, max, cancellationToken);
        string keys = Keys(Draw(chunks, max));
        return
        [
            .. await connection.QueryAsync<SampleRow>(
                new CommandDefinition(
                    $"SELECT {Columns(present)} FROM {table} l WHERE ({keys}) ORDER BY l.chunk_seq, l.row_seq",
                    cancellationToken: cancellationToken
                )
            ),
        ];
    }

    // Tables get the column with the first task that asks for it.
    private static string Columns(IReadOnlySet<string> present) =>
        present.Contains(ResultTables.Score) ? $"{ColumnsOfAll}, l.{ResultTables.Score} AS Score" : ColumnsOfAll;

    private static async Task<List<Chunk>> ChunksAsync(
        DbConnection connection,
        string taskId,
        string group,
        bool isSeries,
        CancellationToken cancellationToken
    ) =>
        [
            .. await connection.QueryAsync<Chunk>(
                new CommandDefinition(
                    "SELECT g.task_id AS Task, g.seq AS Seq, g.label_rows AS LabelRows FROM task_chunk_group g WHERE g.task_id "
                        + (isSeries ? "IN (SELECT run_task FROM schedule_run WHERE task_id = @taskId)" : "= @taskId")
                        + " AND g.group_name = @group AND g.label_rows > 0 ORDER BY g.task_id, g.seq",
                    new { taskId, group },
                    cancellationToken: cancellationToken
                )
            ),
        ];

    // The ids are of the tables, and hexadecimal digits.
    private static string Keys(IEnumerable<Key> keys) =>
        string.Join(
            " OR ",
            keys.Select(k =>
                string.Create(CultureInfo.InvariantCulture, $"l.task_id = '{k.Task}' AND l.chunk_seq = {k.Seq} AND l.row_seq = {k.Row}")
            )
        );

    // So many rows as are looked at, in a random order.
    private static IEnumerable<Key> Shuffled(List<Chunk> chunks)
    {
        var first = Draw(chunks, MaxLooks).ToArray();
        Random.Shared.Shuffle(first);
        return first;
    }

    // Rows that the Python original wrote have no numbers.
    private static async Task<IReadOnlyList<SampleRow>> DrawWithoutCountsAsync(
        DbConnection connection,
        string table,
        string taskId,
        int max,
        CancellationToken cancellationToken
    ) =>
        [
            .. await connection.QueryAsync<SampleRow>(
                new CommandDefinition(
                    $"SELECT {ColumnsOfAll} FROM {table} l WHERE l.task_id = @taskId LIMIT {max.ToString(CultureInfo.InvariantCulture)}",
                    new { taskId },
                    cancellationToken: cancellationToken
                )
            ),
        ];

    private static IEnumerable<Key> Draw(List<Chunk> chunks, int max)
    {
        long total = chunks.Sum(c => (long)c.LabelRows);
        var drawn = new SortedSet<long>();
        if (total <= max)
            drawn.UnionWith(Enumerable.Range(0, (int)total).Select(i => (long)i));
        while (drawn.Count < Math.Min(max, total))
            drawn.Add(Random.Shared.NextInt64(total));
        int chunk = 0;
        long before = 0;
        foreach (long position in drawn)
        {
            while (position - before >= chunks[chunk].LabelRows)
                before += chunks[chunk++].LabelRows;
            yield return new Key(chunks[chunk].Task, chunks[chunk].Seq, position - before);
        }
    }

    private sealed record Chunk
    {
        public string Task { get; init; } = "";
        public int Seq { get; init; }
        public int LabelRows { get; init; }
    }

    private readonly record struct Key(string Task, int Seq, long Row);
}
