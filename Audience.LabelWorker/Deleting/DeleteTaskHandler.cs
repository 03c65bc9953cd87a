using Audience.Data.Tasks;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;

namespace Audience.LabelWorker.Deleting;

/// <summary>
/// Deletes a task's rows, some seconds' worth at a time: then others have the slot. Beginning again does no harm: what is gone is
/// gone.
/// </summary>
public sealed class DeleteTaskHandler(TaskDeletion deletion, LeaseStore leases, ILogger<DeleteTaskHandler> log) : IWorkHandler
{
    private static readonly TimeSpan s_turn = TimeSpan.FromSeconds(3);

    public WorkKind Kind => WorkKind.Delete;

    public async Task<WorkOutcome> RunAsync(WorkContext work, CancellationToken cancellationToken)
    {
        string taskId = work.Claim.TaskId;
        // A worker that stands still in the middle of a transaction of this task would keep its rows locked.
        await leases.EndHoldersAsync(taskId, cancellationToken);
        if (!await deletion.RunAsync(taskId, s_turn, cancellationToken))
            return WorkOutcome.Yielded;
        log.LogInformation("Task {TaskId} is deleted", taskId);
        return WorkOutcome.Done;
    }
}
