using System.Data.Common;
using Audience.Contracts;
using Audience.Contracts.Messages;
using Audience.Data;
using Audience.Data.Models;
using Audience.Data.Sagas;
using Audience.Data.Work;
using Audience.Hosting.Bus;
using Audience.Hosting.Settings;
using Dapper;
using MassTransit;

namespace Audience.ModelWorker.Models;

/// <summary>What training and testing have in common: looks at the step's row, and has workers do what is due.</summary>
public sealed class ModelWorkStep(OutputDatabase database, SagaDbContext db, AudienceSettings settings)
{
    private const int CheckMs = 10_000;

    /// <summary>The saga's own transaction.</summary>
    public (DbConnection Connection, DbTransaction Transaction) Current => db.Current;

    /// <summary>How far a step is, its reason where it failed, and what it made; null where there is no such step.</summary>
    public Task<(string Status, string? Error, string? Artefact)?> FindAsync(
        ModelState model,
        string step,
        CancellationToken cancellationToken
    ) =>
        db.Current.Connection.QuerySingleOrDefaultAsync<(string, string?, string?)?>(
            new CommandDefinition(
                "SELECT status, error, artefact FROM model_work WHERE task_id = @TaskId AND step = @step",
                new { model.TaskId, step },
                db.Current.Transaction,
                cancellationToken: cancellationToken
            )
        );

    /// <summary>Sends what is to be done, again where it seems lost, and has the sweeper look at the model soon.</summary>
    public async Task SendAsync(BehaviorContext<ModelState> context)
    {
        var (model, cancellationToken) = (context.Saga, context.CancellationToken);
        var (connection, transaction) = db.Current;
        model.CheckAt =
            await connection.ExecuteScalarAsync<long>(
                new CommandDefinition($"SELECT {database.Dialect.NowMs}", transaction: transaction, cancellationToken: cancellationToken)
            ) + CheckMs;
        var work = new WorkQueue(database, connection, transaction, WorkTable.ModelTraining, model.TaskId);
        var counts = await work.CountAsync(cancellationToken);
        if (counts.InFlight > 0)
            await work.ReviveAsync(nobodyWorks: counts.Running == 0, cancellationToken);
        // A queue that is not in QUEUES any more has no worker.
        string queue = QueueNames.ModelJobs(
            settings.Work.ModelQueue,
            settings.Work.Queues.FirstOrDefault(q => q == model.Queue) ?? settings.Work.ModelQueue
        );
        foreach (string step in await work.TakeAsync<string>(2, cancellationToken))
            await (
                step == ModelStep.Train
                    ? new Commands(context).ToAsync(queue, new TrainModel(model.CorrelationId), cancellationToken)
                    : new Commands(context).ToAsync(queue, new TestModel(model.CorrelationId), cancellationToken)
            );
    }
}
