using Audience.Contracts.Messages;
using Audience.Data;
using Audience.Data.Dumps;
using Audience.Jobs.Leases;
using Audience.Jobs.Sagas;
using Audience.Jobs.Watchdog;
using Audience.Labeling.Panels;
using Dapper;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Dumps;

/// <summary>Divides a dump into its groups, has them made, and ends it.</summary>
public sealed class DumpStep(OutputDatabase database, SagaDbContext db, ILogger<DumpStep> log)
{
    public async Task RunAsync(BehaviorContext<DumpState> context)
    {
        var (dump, cancellationToken) = (context.Saga, context.CancellationToken);
        string id = dump.CorrelationId.ToString("N");
        var items = db.WorkOf(id);
        string? error = null;
        if (dump.Status == DumpStat.Queued)
        {
            DumpTransitions.Start(dump);
            error = await AddGroupsAsync(dump, id, cancellationToken);
        }
        var (open, _, failed) = await items.FindOpenAsync(WorkKind.Dump, cancellationToken);
        var counts = await items.CountAsync(WorkKind.Dump, cancellationToken);
        if ((error ?? failed) is not null || counts.Done == counts.Total)
        {
            DumpTransitions.End(dump, error ?? failed);
            log.LogInformation("Dump {DumpId} has ended: {Result}", id, dump.ErrorMessage ?? DumpStat.Finished);
            return;
        }
        dump.CheckAt = await db.NowAsync(cancellationToken) + SagaWatchdog.CheckMs;
        if (open > 0)
            return;
        await items.ResetAsync(WorkKind.Dump, "", cancellationToken);
        await context.Publish(new WorkAdded(dump.CorrelationId), cancellationToken);
    }

    // A row for each dump group: those that every dump has, and those of other sources that the tasks met. Returns why there can be none.
    private async Task<string?> AddGroupsAsync(DumpState dump, string id, CancellationToken cancellationToken)
    {
        var (connection, transaction) = db.Current;
        IReadOnlyList<TaskResult> results;
        try
        {
            results = await DumpedTasks.ResultsAsync(database, connection, transaction, dump.TaskIds.Split(','), cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            // A task was removed by hand. Without groups there is nothing to do, and the dump ends.
            return e.Message;
        }
        foreach (string group in DumpGroups.All.Union(results.SelectMany(r => r.SourceGroups).Select(DumpGroups.Of)))
            await connection.ExecuteAsync(
                new CommandDefinition(
                    $"{database.Dialect.InsertIgnore} INTO dump_group (task_id, group_name, status) VALUES (@id, @group, 'pending')",
                    new { id, group },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
        return null;
    }
}
