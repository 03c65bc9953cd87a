using Audience.Data;
using Audience.Data.Sagas;
using Audience.Data.Tasks;
using Audience.Data.Work;

namespace Audience.LabelWorker.Tasks;

/// <summary>Brings a task's figures up to date with what its chunks have come to.</summary>
public sealed class LabelingFiguresStep(OutputDatabase database, SagaDbContext db)
{
    // Production is the rest.
    private const double LabelingShare = 0.95;

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
        task.LengthOutputTable = figures.LabelRows;
        task.Result = figures.Result;
        // While the plan grows, the share of what is planned counts only for the planned part of the range.
        double planned = task.PlannedTo is { } to ? (to - task.StartTime) / (task.EndTime - task.StartTime) : 0;
        double done = chunks.Total == 0 ? 0 : (double)chunks.Done / chunks.Total;
        task.Progress = Math.Max(task.Progress ?? 0, Math.Round(LabelingShare * planned * done, 4));
        return figures;
    }
}
