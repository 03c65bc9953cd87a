using Audience.Data;
using Audience.Data.Tasks;
using Audience.Hosting.Sources;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;
using Audience.Jobs.Resilience;

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
    OutputDatabase database
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
            await planner.RunAsync(work, task, startedAt, sources.Open(task), cancellationToken);
        }
        catch (Exception e)
            when (e is not SourceAwayException && !database.Dialect.IsTransient(e) && !cancellationToken.IsCancellationRequested)
        {
            throw new PlanningException(e);
        }
        return await leases.CompleteAsync(work.Claim, cancellationToken) ? WorkOutcome.Done : WorkOutcome.Lost;
    }
}
