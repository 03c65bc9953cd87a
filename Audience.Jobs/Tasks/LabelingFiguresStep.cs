using Audience.Data;
using Audience.Data.Tasks;
using Audience.Jobs.Leases;
using Audience.Jobs.Sagas;

namespace Audience.Jobs.Tasks;

/// <summary>Brings a task's figures up to date with what its chunks have come to.</summary>
public sealed class LabelingFiguresStep(OutputDatabase database, SagaDbContext db)
{
    // Production is the rest.
    private const double LabelingShare = 0.95;

    /// <summary>Sums up, and changes the row.</summary>
    public async Task<LabelingFigures> RunAsync(TaskState task, WorkCounts chunks, CancellationToken cancellationToken)
    {
        var figures = await LabelingFigures.ReadAsync(
            database,
            db.Current.Connection,
            db.Current.Transaction,
            task.TaskId,
            cancellationToken
        );
        task.LengthReceiveTable = figures.Posts;
        task.Skipped = figures.Skipped.ToJson();
        task.LengthOutputTable = figures.LabelRows;
        task.Result = figures.Result;
        // While the plan grows, the share of what is planned counts only for the planned part of the range.
        double planned = task is { PlannedTo: { } to, StartTime: { } start, EndTime: { } end } ? (to - start) / (end - start) : 0;
        var running = await db.WorkOf(task.TaskId).FindRunningAsync(WorkKind.Label, cancellationToken);
        double ofOne = LabelingShare * planned / Math.Max(1, chunks.Total);
        double before = ofOne > 0 ? chunks.Done - (task.ProgressBase ?? 0) / ofOne : 0;
        double reached = ofOne * (chunks.Done + ChunksAtHand.Done(running, before, task.PaceAt, figures.NowMs));
        TaskTransitions.Advance(task, ofOne * chunks.Done, figures.NowMs);
        TaskTransitions.Reach(task, reached, figures.NowMs);
        TaskTransitions.NotePace(task, running.Count > 0 ? running.Min(item => item.ClaimedAt) : null, reached, figures.NowMs);
        return figures;
    }
}
