using System.Data.Common;
using Dapper;

namespace Audience.Data.Schedules;

/// <summary>The posts of a run's chunks by their time.</summary>
public static class ChunkTimes
{
    private const int RowsPerStatement = 100;

    /// <summary>Writes those of a chunk within its transaction.</summary>
    public static async Task InsertAsync(
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        int seq,
        IReadOnlyList<(int Day, byte[] Counts)> days,
        CancellationToken cancellationToken
    )
    {
        foreach (var some in days.Chunk(RowsPerStatement))
        {
            var values = new DynamicParameters(new { taskId, seq });
            var rows = some.Select(
                (day, i) =>
                {
                    values.Add($"counts{i}", day.Counts);
                    return $"(@taskId, {day.Day}, @seq, @counts{i})";
                }
            );
            await connection.ExecuteAsync(
                new CommandDefinition(
                    "INSERT INTO task_chunk_time (task_id, day, seq, counts) VALUES " + string.Join(", ", rows),
                    values,
                    transaction,
                    commandTimeout: 0,
                    cancellationToken: cancellationToken
                )
            );
        }
    }
}
