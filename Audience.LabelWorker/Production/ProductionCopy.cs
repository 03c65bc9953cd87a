using System.Data.Common;
using Audience.Data.Results;
using Audience.Data.Schema;
using Dapper;

namespace Audience.LabelWorker.Production;

/// <summary>Has the server copy the label rows that win into the production table.</summary>
/// <param name="labelTable">Quoted, with its schema.</param>
/// <param name="productionTable">Quoted, with its schema.</param>
/// <param name="taskId">32 hexadecimal digits.</param>
/// <param name="winners">The rows.</param>
internal sealed class ProductionCopy(string labelTable, string productionTable, string taskId, WinnerMap winners)
{
    // One byte each travels with the statement: well below the least max_allowed_packet that servers come with.
    private const int RowsPerStatement = 250_000;

    /// <summary>Copies the rows of a stretch of chunks in place of what an earlier attempt has left of it.</summary>
    /// <returns>How many were copied.</returns>
    public async Task<long> RunAsync(
        DbConnection connection,
        DbTransaction transaction,
        IReadOnlyList<ChunkRows> stretch,
        CancellationToken cancellationToken
    )
    {
        await ExecuteAsync(
            $"DELETE FROM {productionTable} WHERE task_id = @taskId AND chunk_seq BETWEEN @first AND @last",
            new
            {
                taskId,
                first = stretch[0].Chunk,
                last = stretch[^1].Chunk,
            }
        );
        long copied = 0;
        foreach (var (chunk, rows) in stretch)
            for (int from = 0; from < rows; from += RowsPerStatement)
            {
                int to = Math.Min(from + RowsPerStatement, rows);
                if (winners.Flags(chunk, from, to - from) is not { } flags)
                    continue;
                copied += await ExecuteAsync(
                    $"INSERT INTO {productionTable} ({ResultTables.ColumnList}) SELECT {ResultTables.ColumnList} FROM {labelTable} "
                        + "WHERE task_id = @taskId AND chunk_seq = @chunk AND row_seq >= @from AND row_seq < @to "
                        + "AND SUBSTR(@flags, row_seq - @from + 1, 1) = x'31'",
                    new
                    {
                        taskId,
                        chunk,
                        from,
                        to,
                        flags,
                    }
                );
            }
        return copied;

        Task<int> ExecuteAsync(string sql, object values) =>
            ChangedValues.RefuseAsync(
                connection,
                productionTable,
                () =>
                    connection.ExecuteAsync(
                        new CommandDefinition(sql, values, transaction, commandTimeout: 0, cancellationToken: cancellationToken)
                    )
            );
    }
}
