using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Work;
using Audience.Hosting.Bus;
using Audience.Hosting.Settings;
using Audience.Hosting.Work;
using Audience.LabelWorker.Planning;
using MassTransit;

namespace Audience.LabelWorker.Chunks;

/// <summary>Labels a chunk, then has the task's saga look at the tables. A command that comes twice, late or in vain does no harm.</summary>
public sealed class LabelChunkConsumer(
    OutputDatabase database,
    ChunkTable chunks,
    CompiledTaskCache plans,
    ChunkLabeler labeler,
    WorkRunner runner,
    TransientRetry retry,
    AudienceSettings settings,
    IHostApplicationLifetime lifetime,
    ILogger<LabelChunkConsumer> log
) : IConsumer<LabelChunk>
{
    public async Task Consume(ConsumeContext<LabelChunk> context)
    {
        var (id, seq) = context.Message;
        string taskId = TaskId.Format(id);
        var wanted = await retry.RunAsync(
            cancellationToken => chunks.FindWantedAsync(taskId, seq, cancellationToken),
            database.Dialect.IsTransient,
            $"chunk {seq} of task {taskId}",
            TimeSpan.FromMinutes(settings.Work.RetryMinutes),
            lifetime.ApplicationStopping
        );
        if (wanted is not null)
            await runner.RunAsync(WorkTable.Chunks, taskId, seq, e => e is TransientSourceException, LabelAsync);
        else
            log.LogInformation("Chunk {Seq} of task {TaskId} is not to be labelled any more", seq, taskId);
        await new Commands(context).ToTasksAsync(new TaskMoved(id), context.CancellationToken);
    }

    private async Task<bool> LabelAsync(WorkClaim claim, CancellationToken cancellationToken)
    {
        // Looked up under the claim: before it, the task may have been deleted and its id given to another.
        if (await chunks.FindWantedAsync(claim.TaskId, (int)claim.Key, cancellationToken) is not var (range, startedAt))
            return false;
        var plan =
            await plans.FindAsync(claim.TaskId, startedAt, cancellationToken)
            ?? throw new InvalidOperationException("the task's definition is gone");
        try
        {
            return await labeler.RunAsync(claim, plan, range, cancellationToken);
        }
        catch (Exception e) when (plan.Source.IsTransient(e))
        {
            throw new TransientSourceException(e);
        }
    }
}
