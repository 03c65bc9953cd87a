using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Sagas;
using Audience.Data.Work;
using Audience.Hosting.Bus;
using Audience.Hosting.Settings;
using MassTransit;

namespace Audience.LabelWorker.Tasks;

/// <summary>While a task is labelled: brings its figures up to date, keeps a window of chunks in flight and the planner ahead of it.</summary>
public sealed class LabelingStep(
    OutputDatabase database,
    SagaDbContext db,
    AudienceSettings settings,
    LabelingFiguresStep step,
    TaskFailureStep failure,
    ILogger<LabelingStep> log
)
{
    // How long a task may stand still before the sweeper looks at it, and a planner be silent before another is sent.
    private const int CheckMs = 10_000;

    public async Task RunAsync(BehaviorContext<TaskState> context)
    {
        var (task, cancellationToken) = (context.Saga, context.CancellationToken);
        var (connection, transaction) = db.Current;
        var chunks = new WorkQueue(database, connection, transaction, WorkTable.Chunks, task.TaskId);
        var counts = await chunks.CountAsync(cancellationToken);
        if (counts.Failed > 0)
        {
            await failure.RunAsync(
                task,
                await chunks.FirstErrorAsync(cancellationToken) ?? "a chunk failed without saying why",
                cancellationToken
            );
            return;
        }
        var figures = await step.RunAsync(task, counts, cancellationToken);
        if (task.IsPlanned && counts.Done == counts.Total)
        {
            task.Stat = Stat.Success;
            log.LogInformation(
                "Task {TaskId} is labelled: {Posts} posts, {Rows} rows in {Result}",
                task.TaskId,
                task.LengthReceiveTable,
                task.LengthOutputTable,
                task.Result
            );
            return;
        }
        task.CheckAt = figures.NowMs + CheckMs;
        int inFlight = counts.InFlight;
        if (inFlight > 0)
            inFlight -= await chunks.ReviveAsync(nobodyWorks: counts.Running == 0, cancellationToken);
        var commands = new Commands(context);
        foreach (int seq in await chunks.TakeAsync<int>(settings.Work.ChunkWindow - inFlight, cancellationToken))
            await commands.ToAsync(task.Queue, new LabelChunk(task.CorrelationId, seq), cancellationToken);
        if (task.IsPlanned || counts.Pending >= settings.Work.ChunkWindow || task.PlanSentAt > figures.NowMs - CheckMs)
            return;
        task.PlanSentAt = figures.NowMs;
        await commands.ToPlanningAsync(new PlanChunks(task.CorrelationId), cancellationToken);
    }
}
