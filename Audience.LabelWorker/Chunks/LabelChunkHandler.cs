using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;
using Audience.LabelWorker.Planning;

namespace Audience.LabelWorker.Chunks;

/// <summary>Labels a chunk.</summary>
public sealed class LabelChunkHandler(ChunkTable chunks, CompiledTaskCache tasks, ChunkLabeler labeler) : IWorkHandler
{
    public WorkKind Kind => WorkKind.Label;

    public async Task<WorkOutcome> RunAsync(WorkContext work, CancellationToken cancellationToken)
    {
        var claim = work.Claim;
        // Looked up under the claim: before it, the task may have been deleted and its id given to another.
        if (await chunks.FindWantedAsync(claim.TaskId, (int)claim.Key, cancellationToken) is not var (range, startedAt))
            return WorkOutcome.Lost;
        var task =
            await tasks.FindAsync(claim.TaskId, startedAt, cancellationToken)
            ?? throw new InvalidOperationException("the task's definition is gone");
        return await labeler.RunAsync(work, task, range, cancellationToken) ? WorkOutcome.Done : WorkOutcome.Lost;
    }
}
