using System.Data.Common;
using System.Globalization;
using Audience.Contracts.Tasks;
using Audience.Data.Schema;
using Dapper;

namespace Audience.Data.Tasks;

/// <summary>
/// Random label rows of a task. Row numbers within a chunk and group are consecutive, so drawing costs a lookup by key per row,
/// whatever the table's size.
/// </summary>
public sealed class TaskSamples(OutputDatabase database)
{
    private const string Columns =
        "id AS Id, task_id AS TaskId, source_author AS SourceAuthor, panel AS Panel, "
        + "create_time AS CreateTime, field_content AS FieldContent, match_content AS MatchContent";

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
        if (!await database.Dialect.TableExistsAsync(connection, outputSchema, group, cancellationToken))
            return null;
        string table = database.Dialect.Table(outputSchema, ResultTables.Label(group).Name);
        var chunks = (
            await connection.QueryAsync<(int Seq, int Rows)>(
                new CommandDefinition(
                    "SELECT g.seq, g.label_rows FROM task_chunk_group g WHERE g.task_id = "
                        + "@taskId AND g.group_name = @group AND g.label_rows > 0 ORDER BY g.seq",
                    new { taskId, group },
                    cancellationToken: cancellationToken
                )
            )
        ).ToList();
        if (chunks.Count == 0)
            return await DrawWithoutCountsAsync(connection, table, taskId, max, cancellationToken);
        string keys = string.Join(
            " OR ",
            Draw(chunks, max).Select(k => string.Create(CultureInfo.InvariantCulture, $"chunk_seq = {k.Seq} AND row_seq = {k.Row}"))
        );
        return
        [
            .. await connection.QueryAsync<SampleRow>(
                new CommandDefinition(
                    $"SELECT {Columns} FROM {table} WHERE task_id = @taskId AND ({keys}) ORDER BY chunk_seq, row_seq",
                    new { taskId },
                    cancellationToken: cancellationToken
                )
            ),
        ];
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
                    $"SELECT {Columns} FROM {table} WHERE task_id = @taskId LIMIT {max.ToString(CultureInfo.InvariantCulture)}",
                    new { taskId },
                    cancellationToken: cancellationToken
                )
            ),
        ];

    private static IEnumerable<(int Seq, long Row)> Draw(List<(int Seq, int Rows)> chunks, int max)
    {
        long total = chunks.Sum(c => (long)c.Rows);
        var drawn = new SortedSet<long>();
        if (total <= max)
            drawn.UnionWith(Enumerable.Range(0, (int)total).Select(i => (long)i));
        while (drawn.Count < Math.Min(max, total))
            drawn.Add(Random.Shared.NextInt64(total));
        int chunk = 0;
        long before = 0;
        foreach (long position in drawn)
        {
            while (position - before >= chunks[chunk].Rows)
                before += chunks[chunk++].Rows;
            yield return (chunks[chunk].Seq, position - before);
        }
    }
}
