using System.Data.Common;
using Audience.Data;
using Audience.Data.Comparisons;
using Audience.Jobs.Comparisons;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;

namespace Audience.LabelWorker.Comparisons;

/// <summary>Compares two tasks.</summary>
public sealed class CompareTasksHandler(ComparisonTable comparisons, TaskComparer comparer, OutputDatabase database) : IWorkHandler
{
    public WorkKind Kind => WorkKind.Compare;

    public bool IsFinal(Exception error) => error is TaskGoneException;

    // A full disk, say, that someone clears.
    public bool IsTransient(Exception error) => error is IOException;

    public Task FailedAsync(DbConnection connection, DbTransaction transaction, WorkClaim claim, string reason) =>
        new ComparisonNews(database, connection, transaction).FailAsync(claim.TaskId, reason, CancellationToken.None);

    public async Task<WorkOutcome> RunAsync(WorkContext work, CancellationToken cancellationToken)
    {
        if (await comparisons.FindAsync(work.Claim.TaskId, cancellationToken) is not { } comparison)
            return WorkOutcome.Lost;
        // Away from the dispatcher's thread: reading blocks.
        var result = await Task.Run(
            () => comparer.RunAsync(comparison.Before, comparison.After, new Random(work.Claim.TaskId[0]), cancellationToken),
            cancellationToken
        );
        // What was read of a task that is deleted meanwhile is not all of it.
        if (!await comparisons.AreFinishedAsync(comparison.Before, comparison.After, cancellationToken))
            throw new TaskGoneException("a task was deleted while it was compared");
        return await comparisons.FinishAsync(work.Claim, result, cancellationToken) ? WorkOutcome.Done : WorkOutcome.Lost;
    }
}

/// <summary>A task of a comparison is not there any more.</summary>
public sealed class TaskGoneException(string message) : Exception(message);
