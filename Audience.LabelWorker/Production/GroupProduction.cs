using System.Data.Common;
using Audience.Data;
using Audience.Data.Audiences;
using Audience.Data.Authors;
using Audience.Data.Production;
using Audience.Data.Schema;
using Audience.Data.Tasks;
using Audience.Jobs.Leases;
using Dapper;

namespace Audience.LabelWorker.Production;

/// <summary>
/// Makes the production rows of one source group of a task: reads its label rows once, reduces them author by author, and copies those
/// that win stretch by stretch, each in a transaction that is conditional on the claim. Repeating it changes nothing.
/// </summary>
public sealed class GroupProduction(OutputDatabase database, LeaseStore leases, ChunkAuthors authors, ConflictGroups conflicts)
{
    // 2.5 MB.
    private const int MemberPartsPerTransaction = 8;

    /// <summary>Label rows of a partition of the authors that is tallied at a time: at most some 100 bytes of memory for each.</summary>
    public long RowsPerPartition { get; init; } = 200_000;

    /// <summary>Label rows that are read by one query, and of which those that win are copied in one transaction: a few seconds.</summary>
    public long RowsPerStretch { get; init; } = 500_000;

    /// <summary>Produces a group.</summary>
    /// <param name="claim">On the group.</param>
    /// <param name="outputSchema">Where the tables are.</param>
    /// <param name="reports">Whether the authors of each panel are counted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>False where the claim was lost or the task was aborted: the group is not done then.</returns>
    public async Task<bool> RunAsync(WorkClaim claim, string outputSchema, bool reports, CancellationToken cancellationToken)
    {
        string group = (string)claim.Key;
        var production = ResultTables.Production(group);
        await database.EnsureTableAsync(outputSchema, production, null, cancellationToken);
        string labelTable = database.Dialect.Table(outputSchema, ResultTables.Label(group).Name);
        var chunks = await ChunksAsync(claim.TaskId, group, cancellationToken);
        var stretches = ChunkRows.Stretches(chunks, RowsPerStretch);
        long distinct = await authors.CountDistinctAsync(claim.TaskId, group, cancellationToken);
        var counts = reports ? new PanelCounts() : null;
        using var members = new PanelMembers();
        try
        {
            var winners = await FindWinnersAsync(labelTable, claim.TaskId, chunks, stretches, (counts, members), cancellationToken);
            var (held, parts) = await WriteMembersAsync(claim, group, members, cancellationToken);
            if (!held)
                return false;
            var copy = new ProductionCopy(labelTable, database.Dialect.Table(outputSchema, production.Name), claim.TaskId, winners);
            return await CopyAsync(claim, group, copy, stretches, (distinct, counts, parts), cancellationToken);
        }
        catch (DbException e) when (database.ForgetTables(e))
        {
            // Passes by itself: the next attempt makes the production table anew.
            throw new IOException($"a result table of {group} has been dropped while the task was producing from it", e);
        }
    }

    private async Task<WinnerMap> FindWinnersAsync(
        string labelTable,
        string taskId,
        IReadOnlyList<ChunkRows> chunks,
        IReadOnlyList<IReadOnlyList<ChunkRows>> stretches,
        (PanelCounts? Counts, PanelMembers Members) sinks,
        CancellationToken cancellationToken
    )
    {
        int count = (int)(chunks.Sum(c => (long)c.Rows) / RowsPerPartition) + 1;
        using var partitions = new AuthorPartitions(conflicts, count, sinks.Counts, sinks.Members);
        await new LabelRowScan(database, labelTable, taskId).ReadAsync(stretches, partitions, cancellationToken);
        return new WinnerMap(chunks, partitions.Winners());
    }

    // Whether the claim was held, and the number of parts; null where they cannot be packed. Nobody reads them before the group is done.
    private async Task<(bool Held, int? Parts)> WriteMembersAsync(
        WorkClaim claim,
        string group,
        PanelMembers members,
        CancellationToken cancellationToken
    )
    {
        if (!members.IsComplete)
            return (true, null);
        await using var connection = await database.OpenAsync(cancellationToken);
        int next = 0;
        foreach (var some in members.Parts().Chunk(MemberPartsPerTransaction).DefaultIfEmpty([]))
        {
            await using var transaction = await leases.BeginAsync(connection, claim, cancellationToken);
            if (next == 0)
                await MemberTable.DeleteAsync(connection, transaction, claim.TaskId, group, cancellationToken);
            foreach (var part in some)
                await MemberTable.InsertAsync(connection, transaction, claim.TaskId, group, next++, part, cancellationToken);
            if (!await leases.HoldAsync(connection, transaction, claim, cancellationToken))
                return (false, null);
            await transaction.CommitAsync(cancellationToken);
        }
        return (true, next);
    }

    private async Task<bool> CopyAsync(
        WorkClaim claim,
        string group,
        ProductionCopy copy,
        IReadOnlyList<IReadOnlyList<ChunkRows>> stretches,
        (long Distinct, PanelCounts? Panels, int? Parts) figures,
        CancellationToken cancellationToken
    )
    {
        long produced = 0;
        await using var connection = await database.OpenAsync(cancellationToken);
        for (int i = 0; ; i++)
        {
            await using var transaction = await leases.BeginAsync(connection, claim, cancellationToken);
            if (i < stretches.Count)
                produced += await copy.RunAsync(connection, transaction, stretches[i], cancellationToken);
            if (i < stretches.Count - 1)
            {
                if (!await leases.HoldAsync(connection, transaction, claim, cancellationToken))
                    return false;
                await transaction.CommitAsync(cancellationToken);
                continue;
            }
            if (figures.Panels is { } panels)
                await TaskReports.WritePanelsAsync(connection, transaction, claim.TaskId, group, panels.Figures, cancellationToken);
            await ChunkAuthors.DeleteAsync(connection, transaction, claim.TaskId, group, cancellationToken);
            if (
                !await leases.CompleteAsync(
                    connection,
                    transaction,
                    claim,
                    "production_rows = @produced, authors = @distinct, member_parts = @parts",
                    new
                    {
                        produced,
                        distinct = figures.Distinct,
                        parts = figures.Parts,
                    },
                    cancellationToken
                )
            )
                return false;
            await transaction.CommitAsync(cancellationToken);
            return true;
        }
    }

    private async Task<IReadOnlyList<ChunkRows>> ChunksAsync(string taskId, string group, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(int Chunk, int Rows)>(
            new CommandDefinition(
                "SELECT seq, label_rows FROM task_chunk_group "
                    + "WHERE task_id = @taskId AND group_name = @group AND label_rows > 0 ORDER BY seq",
                new { taskId, group },
                cancellationToken: cancellationToken
            )
        );
        return [.. rows.Select(r => new ChunkRows(r.Chunk, r.Rows))];
    }
}
