using System.Data.Common;
using System.Globalization;
using System.Text;
using Audience.Data;
using Audience.Data.Authors;
using Audience.Data.Production;
using Audience.Data.Schema;
using Audience.Jobs.Leases;
using Dapper;

namespace Audience.LabelWorker.Production;

/// <summary>Makes the production rows of one source group of a task, in one transaction: repeating it changes nothing.</summary>
public sealed class GroupProduction(OutputDatabase database, LeaseStore leases, ChunkAuthors authors, ConflictGroups conflicts)
{
    private const int InsertRows = 5_000;

    /// <summary>
    /// Label rows are read once per so many of them, each time those of a part of the authors, so that memory is bounded: at the
    /// most some 50 bytes for each.
    /// </summary>
    public long RowsPerPass { get; init; } = 2_000_000;

    /// <summary>Produces a group.</summary>
    /// <returns>False where the claim was lost or the task was aborted: nothing has changed then.</returns>
    public async Task<bool> RunAsync(WorkClaim claim, string outputSchema, CancellationToken cancellationToken)
    {
        string group = (string)claim.Key;
        var production = ResultTables.Production(group);
        await database.EnsureTableAsync(outputSchema, production, null, cancellationToken);
        string labelTable = database.Dialect.Table(outputSchema, ResultTables.Label(group).Name);
        string productionTable = database.Dialect.Table(outputSchema, production.Name);
        long labelRows = await LabelRowsAsync(claim.TaskId, group, cancellationToken);
        long distinct = await authors.CountDistinctAsync(claim.TaskId, group, cancellationToken);

        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await leases.BeginAsync(connection, claim, cancellationToken);
        await ExecuteAsync($"DELETE FROM {productionTable} WHERE task_id = @TaskId");
        await ExecuteAsync(
            "CREATE TEMPORARY TABLE IF NOT EXISTS production_winner (chunk_seq "
                + "INT NOT NULL, row_seq INT NOT NULL, PRIMARY KEY (chunk_seq, row_seq))"
        );
        long produced = 0;
        int passes = (int)(labelRows / RowsPerPass) + 1;
        for (int pass = 0; pass < passes; pass++)
        {
            var winners = await TallyAsync(connection, transaction, labelTable, claim.TaskId, pass, passes, cancellationToken);
            await ExecuteAsync("DELETE FROM production_winner");
            foreach (var some in winners.Chunk(InsertRows))
                await ExecuteAsync(Insert(some));
            produced += await ExecuteAsync(
                $"INSERT INTO {productionTable} ({ResultTables.ColumnList}) SELECT {Qualified("l")} FROM production_winner w "
                    + $"JOIN {labelTable} l ON l.task_id = @TaskId AND l.chunk_seq = "
                    + "w.chunk_seq AND l.row_seq = w.row_seq ORDER BY w.chunk_seq, w.row_seq"
            );
        }
        await ExecuteAsync("DELETE FROM production_winner");
        await ChunkAuthors.DeleteAsync(connection, transaction, claim.TaskId, group, cancellationToken);
        if (
            !await leases.CompleteAsync(
                connection,
                transaction,
                claim,
                "production_rows = @produced, authors = @distinct",
                new { produced, distinct },
                cancellationToken
            )
        )
            return false;
        await transaction.CommitAsync(cancellationToken);
        return true;

        Task<int> ExecuteAsync(string sql) =>
            connection.ExecuteAsync(
                new CommandDefinition(sql, new { claim.TaskId }, transaction, commandTimeout: 0, cancellationToken: cancellationToken)
            );
    }

    private async Task<List<(int Chunk, int Row)>> TallyAsync(
        DbConnection connection,
        DbTransaction transaction,
        string labelTable,
        string taskId,
        int pass,
        int passes,
        CancellationToken cancellationToken
    )
    {
        string part = passes == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" AND (author_hash & 1048575) % {passes} = {pass}");
        var tally = new PanelTally(conflicts);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0;
        command.CommandText =
            $"SELECT author_hash, panel, create_time, chunk_seq, row_seq FROM {labelTable} WHERE task_id = '{taskId}'{part}";
        // Ended from another thread, as where posts are read: it blocks on the socket, and must not outlive an abort.
        using var kill = cancellationToken.Register(() => Task.Run(command.Cancel, CancellationToken.None));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await Task.Factory.StartNew(
            () =>
            {
                while (reader.Read())
                {
                    // SQLite's commands cannot be cancelled.
                    cancellationToken.ThrowIfCancellationRequested();
                    tally.Add(reader.GetInt64(0), reader.GetString(1), reader.GetDateTime(2), reader.GetInt32(3), reader.GetInt32(4));
                }
                cancellationToken.ThrowIfCancellationRequested();
                return tally.Winners();
            },
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    private async Task<long> LabelRowsAsync(string taskId, string group, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(
                "SELECT COALESCE(SUM(label_rows), 0) FROM task_chunk_group WHERE task_id = @taskId AND group_name = @group",
                new { taskId, group },
                cancellationToken: cancellationToken
            )
        );
    }

    private static string Insert((int Chunk, int Row)[] winners)
    {
        var sql = new StringBuilder("INSERT INTO production_winner (chunk_seq, row_seq) VALUES ");
        for (int i = 0; i < winners.Length; i++)
            sql.Append(i == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"({winners[i].Chunk}, {winners[i].Row})");
        return sql.ToString();
    }

    private static string Qualified(string alias) => string.Join(", ", ResultTables.ColumnList.Split(", ").Select(c => $"{alias}.{c}"));
}
