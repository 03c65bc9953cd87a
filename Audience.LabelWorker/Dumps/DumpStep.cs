using Audience.Contracts.Messages;
using Audience.Data;
using Audience.Data.Dumps;
using Audience.Data.Sagas;
using Audience.Data.Work;
using Audience.Hosting.Bus;
using Audience.Hosting.Settings;
using Audience.Labeling.Panels;
using Dapper;
using MassTransit;

namespace Audience.LabelWorker.Dumps;

/// <summary>Divides a dump into its groups, has them made, and ends it.</summary>
public sealed class DumpStep(OutputDatabase database, SagaDbContext db, AudienceSettings settings, ILogger<DumpStep> log)
{
    private const int CheckMs = 10_000,
        GroupsInFlight = 4;

    /// <summary>Writes a row for each dump group: those that every dump has, and those of other sources that the tasks met.</summary>
    public async Task BeginAsync(BehaviorContext<DumpState> context)
    {
        var (dump, cancellationToken) = (context.Saga, context.CancellationToken);
        var (connection, transaction) = db.Current;
        IReadOnlyList<TaskResult> results;
        try
        {
            results = await DumpedTasks.ResultsAsync(database, connection, transaction, dump.TaskIds.Split(','), cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            // A task was removed by hand. Without groups there is nothing to do, and the dump ends.
            dump.ErrorMessage = e.Message;
            return;
        }
        foreach (string group in DumpGroups.All.Union(results.SelectMany(r => r.SourceGroups).Select(DumpGroups.Of)))
            await connection.ExecuteAsync(
                new CommandDefinition(
                    $"{database.Dialect.InsertIgnore} INTO dump_group (task_id, group_name, status) VALUES (@id, @group, 'pending')",
                    new { id = dump.CorrelationId.ToString("N"), group },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
    }

    /// <summary>Has groups made, or ends the dump: then <see cref="DumpState.CheckAt"/> is null.</summary>
    public async Task RunAsync(BehaviorContext<DumpState> context)
    {
        var (dump, cancellationToken) = (context.Saga, context.CancellationToken);
        var (connection, transaction) = db.Current;
        string id = dump.CorrelationId.ToString("N");
        var groups = new WorkQueue(database, connection, transaction, WorkTable.DumpGroups, id);
        var counts = await groups.CountAsync(cancellationToken);
        if (counts.Failed > 0)
            dump.ErrorMessage = await groups.FirstErrorAsync(cancellationToken) ?? "a group failed without saying why";
        if (counts.Failed > 0 || counts.Done == counts.Total)
        {
            dump.CheckAt = null;
            log.LogInformation("Dump {DumpId} has ended: {Result}", id, dump.ErrorMessage ?? "finished");
            return;
        }
        dump.CheckAt =
            await connection.ExecuteScalarAsync<long>(
                new CommandDefinition($"SELECT {database.Dialect.NowMs}", transaction: transaction, cancellationToken: cancellationToken)
            ) + CheckMs;
        int inFlight = counts.InFlight;
        if (inFlight > 0)
            inFlight -= await groups.ReviveAsync(nobodyWorks: counts.Running == 0, cancellationToken);
        var commands = new Commands(context);
        foreach (string group in await groups.TakeAsync<string>(GroupsInFlight - inFlight, cancellationToken))
            await commands.ToAsync(settings.Work.Queues[0], new MakeDumpGroup(dump.CorrelationId, group), cancellationToken);
    }
}
