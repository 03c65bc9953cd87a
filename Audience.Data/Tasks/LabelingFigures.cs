using System.Data.Common;
using Audience.Data;
using Audience.Data.Work;
using Dapper;

namespace Audience.LabelWorker.Tasks;

/// <summary>What a task's chunks have come to so far: always summed up from the tables, never counted on, so that no message can count twice.</summary>
public sealed record LabelingFigures(long NowMs, long Posts, long LabelRows, IReadOnlyList<string> Groups)
{
    // Production is the rest.
    private const double LabelingShare = 0.95;

    public static async Task<LabelingFigures> ReadAsync(OutputDatabase database, DbConnection connection, DbTransaction transaction, string taskId, CancellationToken cancel)
    {
        var (now, posts, rows) = await connection.QuerySingleAsync<(long, long, long)>(new CommandDefinition(
            $"SELECT {database.Dialect.NowMs}, CAST(COALESCE(SUM(posts), 0) AS {database.Dialect.WholeNumber}), CAST(COALESCE(SUM(label_rows), 0) AS {database.Dialect.WholeNumber}) " +
            "FROM task_chunk WHERE task_id = @taskId", new { taskId }, transaction, cancellationToken: cancel));
        var groups = await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT DISTINCT group_name FROM task_chunk_group WHERE task_id = @taskId AND label_rows > 0", new { taskId }, transaction, cancellationToken: cancel));
        return new LabelingFigures(now, posts, rows, [.. groups.Order(StringComparer.Ordinal)]);
    }

    public void WriteTo(TaskState task, WorkCounts chunks)
    {
        task.LengthReceiveTable = Posts;
        task.LengthOutputTable = LabelRows;
        task.Result = string.Join(',', Groups);
        // While the plan grows, the share of what is planned counts only for the planned part of the range.
        double planned = task.PlannedTo is { } to ? (to - task.StartTime) / (task.EndTime - task.StartTime) : 0;
        double done = chunks.Total == 0 ? 0 : (double)chunks.Done / chunks.Total;
        task.Progress = Math.Max(task.Progress ?? 0, Math.Round(LabelingShare * planned * done, 4));
    }
}
