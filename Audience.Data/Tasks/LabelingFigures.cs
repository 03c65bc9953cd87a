using System.Data.Common;
using Audience.Data.Posts;
using Dapper;

namespace Audience.Data.Tasks;

/// <summary>
/// What a task's chunks have come to so far: always summed up from the tables, never counted on, so that no message can count
/// twice.
/// </summary>
/// <param name="NowMs">The server's time of the sum, in milliseconds since 1970.</param>
/// <param name="Posts">Posts read.</param>
/// <param name="Skipped">Posts left out.</param>
/// <param name="LabelRows">Label rows written.</param>
/// <param name="Groups">The source groups that have label rows, sorted.</param>
public sealed record LabelingFigures(long NowMs, long Posts, SkipCounts Skipped, long LabelRows, IReadOnlyList<string> Groups)
{
    /// <summary>The groups as <c>state.result</c> has them.</summary>
    public string Result => string.Join(',', Groups);

    /// <summary>Sums up.</summary>
    public static async Task<LabelingFigures> ReadAsync(
        OutputDatabase database,
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        CancellationToken cancellationToken
    )
    {
        var (now, posts, rows, noAuthor, noSource, impossible, noText) = await connection.QuerySingleAsync<(
            long,
            long,
            long,
            long,
            long,
            long,
            long
        )>(
            new CommandDefinition(
                $"SELECT {database.Dialect.NowMs}, {Sum("posts")}, {Sum("label_rows")}, "
                    + $"{Sum("no_author")}, {Sum("no_source")}, {Sum("impossible_time")}, {Sum("no_text")} "
                    + "FROM task_chunk WHERE task_id = @taskId",
                new { taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        var groups = await connection.QueryAsync<string>(
            new CommandDefinition(
                "SELECT DISTINCT group_name FROM task_chunk_group WHERE task_id = @taskId AND label_rows > 0",
                new { taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        var skipped = new SkipCounts(noAuthor, noSource, impossible, noText);
        return new LabelingFigures(now, posts, skipped, rows, [.. groups.Order(StringComparer.Ordinal)]);

        string Sum(string column) => $"CAST(COALESCE(SUM({column}), 0) AS {database.Dialect.WholeNumber})";
    }
}
