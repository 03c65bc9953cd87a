using Audience.Contracts;
using Audience.Contracts.Messages;
using Audience.Data.Models;
using Audience.Jobs.Leases;
using Audience.Jobs.Sagas;
using Audience.Jobs.Watchdog;
using Dapper;
using MassTransit;

namespace Audience.Jobs.Models;

/// <summary>What training and testing have in common: looks how far the step is, and has workers do what is due.</summary>
public sealed class ModelWorkStep(SagaDbContext db, JobOptions options)
{
    /// <summary>How a step has ended: what it made, or why it failed. Null where it has not; then workers have it, or get it now.</summary>
    /// <param name="context">Of the saga.</param>
    /// <param name="kind">Training or testing.</param>
    /// <param name="step">See <see cref="ModelStep"/>.</param>
    public async Task<(string? Artefact, string? Error)?> FindEndAsync(BehaviorContext<ModelState> context, WorkKind kind, string step)
    {
        var (model, cancellationToken) = (context.Saga, context.CancellationToken);
        var (connection, transaction) = db.Current;
        var row = await connection.QuerySingleOrDefaultAsync<(string Status, string? Artefact)?>(
            new CommandDefinition(
                "SELECT status, artefact FROM model_work WHERE task_id = @TaskId AND step = @step",
                new { model.TaskId, step },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (row is not var (status, artefact))
            return (null, $"its definition is gone: {(step == ModelStep.Train ? "prepare" : "test")} it again");
        if (status == WorkStatus.Done)
            return (artefact, null);
        var items = db.WorkOf(model.TaskId);
        var (open, _, error) = await items.FindOpenAsync(kind, cancellationToken);
        if (error is not null)
            return (null, error);
        model.CheckAt = await db.NowAsync(cancellationToken) + SagaWatchdog.CheckMs;
        if (open > 0)
            return null;
        await items.AddAsync(kind, QueueOf(model), [(0, step)], cancellationToken);
        await context.Publish(new WorkAdded(model.CorrelationId), cancellationToken);
        return null;
    }

    // A queue that is not in QUEUES any more has no worker.
    private string QueueOf(ModelState model) =>
        QueueNames.ModelJobs(options.ModelQueue, options.Queues.FirstOrDefault(q => q == model.Queue) ?? options.ModelQueue);
}
