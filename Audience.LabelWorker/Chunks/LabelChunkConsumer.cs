using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Posts;
using Audience.Data.Work;
using Audience.Hosting.Bus;
using Audience.Hosting.Work;
using Dapper;
using MassTransit;

namespace Audience.LabelWorker.Chunks;

/// <summary>Labels a chunk, then has the task's saga look at the tables. A command that comes twice, late or in vain does no harm.</summary>
public sealed class LabelChunkConsumer(OutputDatabase database, TaskPlans plans, ChunkLabeler labeler, WorkRunner runner, ILogger<LabelChunkConsumer> log) : IConsumer<LabelChunk>
{
    public async Task Consume(ConsumeContext<LabelChunk> context)
    {
        var (id, seq) = context.Message;
        string taskId = TaskId.Format(id);
        if (await RangeAsync(taskId, seq, context.CancellationToken) is { } range)
            await runner.RunAsync(WorkTable.Chunks, taskId, seq, e => e is TransientSourceException, (claim, cancel) => LabelAsync(claim, range, cancel));
        else
            log.LogInformation("Chunk {Seq} of task {TaskId} is not to be labelled any more", seq, taskId);
        await new Commands(context).ToTasksAsync(new TaskMoved(id), context.CancellationToken);
    }

    private async Task<bool> LabelAsync(WorkClaim claim, PostRange range, CancellationToken cancel)
    {
        var plan = await plans.FindAsync(claim.TaskId, cancel) ?? throw new InvalidOperationException("the task's definition is gone");
        try
        {
            return await labeler.RunAsync(claim, plan, range, cancel);
        }
        catch (Exception e) when (plan.Source.IsTransient(e))
        {
            throw new TransientSourceException(e);
        }
    }

    private async Task<PostRange?> RangeAsync(string taskId, int seq, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<(DateTime From, DateTime To)?>(new CommandDefinition(
            "SELECT c.from_time, c.to_time FROM task_chunk c JOIN state s ON s.task_id = c.task_id " +
            "WHERE c.task_id = @taskId AND c.seq = @seq AND c.status <> 'done' AND s.stat = 'PENDING'", new { taskId, seq }, cancellationToken: cancel));
        return row is var (from, to) ? new PostRange(from, to) : null;
    }
}
