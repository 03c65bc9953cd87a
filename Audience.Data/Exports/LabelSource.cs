using System.Data.Common;
using Audience.Data.Schema;
using Dapper;

namespace Audience.Data.Exports;

/// <summary>
/// The label rows of a task, or of a schedule: of its runs those that count, as no later run covers their time. As a table expression, for
/// statements that have the parameters @taskId and @group.
/// </summary>
/// <param name="Sql">What stands after FROM, under the name l.</param>
/// <param name="Where">A condition.</param>
/// <param name="Order">The order of what was labelled; empty where there is none.</param>
public sealed record LabelSource(string Sql, string Where, string Order)
{
    /// <summary>
    /// 31 bits of an author's hash, as <c>series_row</c> is sorted. Servers shift the sign in differently; the mask takes what they agree
    /// on.
    /// </summary>
    public const string Bucket = "((l.author_hash >> 33) & 2147483647)";

    private const string Labelled = " ORDER BY l.chunk_seq, l.row_seq";

    /// <summary>The production rows of a task or a schedule.</summary>
    /// <param name="database">Where they are.</param>
    /// <param name="schema">Where the production table is.</param>
    /// <param name="group">The source group.</param>
    public static LabelSource Panels(OutputDatabase database, string schema, string group) =>
        new($"{database.Dialect.Table(schema, ResultTables.ProductionName(group))} l", "l.task_id = @taskId", Labelled);

    /// <summary>Whether the id is that of a schedule.</summary>
    public static async Task<bool> IsScheduleAsync(DbConnection connection, string taskId, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<int?>(
            new CommandDefinition(
                "SELECT 1 FROM schedule WHERE schedule_id = @taskId",
                new { taskId },
                cancellationToken: cancellationToken
            )
        )
            is not null;

    /// <summary>The rows of a task or a schedule.</summary>
    /// <param name="database">Where they are.</param>
    /// <param name="connection">An open connection.</param>
    /// <param name="taskId">The task, or the schedule.</param>
    /// <param name="schema">Where the label table is.</param>
    /// <param name="group">The source group.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static async Task<LabelSource> OfAsync(
        OutputDatabase database,
        DbConnection connection,
        string taskId,
        string schema,
        string group,
        CancellationToken cancellationToken
    )
    {
        string table = database.Dialect.Table(schema, ResultTables.Label(group).Name);
        return await IsScheduleAsync(connection, taskId, cancellationToken)
            ? new LabelSource(
                "series_row r JOIN schedule_run u ON u.task_id = r.task_id AND u.run = r.run "
                    + $"JOIN {table} l ON l.task_id = u.run_task AND l.chunk_seq = r.chunk_seq AND l.row_seq = r.row_seq",
                "r.task_id = @taskId AND r.group_name = @group",
                ""
            )
            : new LabelSource($"{table} l", "l.task_id = @taskId", Labelled);
    }
}
