using Audience.Data;
using Audience.Data.Tasks;
using Audience.Hosting.Sources;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;
using Audience.Jobs.Resilience;

namespace Audience.LabelWorker.Planning;

/// <summary>The source refuses what planning asks it, and will go on doing so.</summary>
/// <param name="problem">What a new task of the source would be told; null where it would be taken.</param>
/// <param name="inner">What the source has said.</param>
public sealed class PlanningException(string? problem, Exception inner)
    : Exception("cannot plan chunks: " + (problem ?? inner.Message), inner);

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
            throw new PlanningException(await ProblemAsync(taskId, cancellationToken), e);
        }
        return await leases.CompleteAsync(work.Claim, cancellationToken) ? WorkOutcome.Done : WorkOutcome.Lost;
    }

    // A table that is gone since, or has other columns, is told in the words of a new task, and not in the server's.
    private async Task<string?> ProblemAsync(string taskId, CancellationToken cancellationToken)
    {
        try
        {
            return await definitions.FindAsync(taskId, cancellationToken) is { } task
                ? await sources.Open(task).FindProblemAsync(cancellationToken)
                : null;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A source that refuses this question too has been heard already: its first error is told.
            return null;
        }
    }
}
