using Audience.Contracts.Messages;
using Audience.Data;
using Audience.Data.Tasks;
using Audience.Hosting.Sources;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;
using Audience.Jobs.Messaging;
using Audience.Jobs.Resilience;
using MassTransit;

namespace Audience.LabelWorker.Planning;

/// <summary>The source refuses what planning asks it, and will go on doing so.</summary>
public sealed class PlanningException(Exception inner) : Exception("cannot plan chunks: " + inner.Message, inner);

/// <summary>Plans the next chunks of a task, until enough of them wait.</summary>
public sealed class PlanChunksHandler(
    TaskDefinitions definitions,
    PostSources sources,
    ChunkTable chunks,
    ChunkPlanner planner,
    LeaseStore leases,
    OutputDatabase database,
    IBus bus,
    BrokerState broker,
    ILogger<PlanChunksHandler> log
) : IWorkHandler
{
    public WorkKind Kind => WorkKind.Plan;

    public bool IsFinal(Exception error) => error is PlanningException;

    public async Task<WorkOutcome> RunAsync(WorkContext work, CancellationToken cancellationToken)
    {
        string taskId = work.Claim.TaskId;
        try
        {
            if (
                await chunks.FindStartAsync(taskId, cancellationToken) is not { } startedAt
                || await definitions.FindAsync(taskId, cancellationToken) is not { } task
            )
                return WorkOutcome.Lost;
            await planner.RunAsync(work, task, startedAt, sources.Open(task), () => TellAsync(taskId), cancellationToken);
        }
        catch (Exception e)
            when (e is not SourceAwayException && !database.Dialect.IsTransient(e) && !cancellationToken.IsCancellationRequested)
        {
            throw new PlanningException(e);
        }
        return await leases.CompleteAsync(work.Claim, cancellationToken) ? WorkOutcome.Done : WorkOutcome.Lost;
    }

    // Workers elsewhere need not wait for their next look. Where the broker is away, they do.
    private async Task TellAsync(string taskId)
    {
        try
        {
            await broker.RunAsync(token => bus.Publish(new WorkAdded(Guid.ParseExact(taskId, "N")), token), BrokerTimeout.Short);
        }
        catch (Exception e)
        {
            log.LogWarning("Task {TaskId} has new chunks, of which workers could not be told: {Reason}", taskId, e.Message);
        }
    }
}
