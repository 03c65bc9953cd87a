using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Posts;
using Audience.Data.Tasks;
using Audience.Hosting.Bus;
using Audience.Hosting.Settings;
using Audience.Hosting.Sources;
using Audience.Hosting.Work;
using MassTransit;

namespace Audience.LabelWorker.Planning;

/// <summary>Plans chunks; where the source stays away or refuses, the task fails with the reason.</summary>
public sealed class PlanChunksConsumer(
    TaskDefinitions definitions,
    PostSources sources,
    OutputDatabase database,
    ChunkTable chunks,
    ChunkPlanner planner,
    TransientRetry retry,
    AudienceSettings settings,
    IHostApplicationLifetime lifetime,
    ILogger<PlanChunksConsumer> log
) : IConsumer<PlanChunks>
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);

    public async Task Consume(ConsumeContext<PlanChunks> context)
    {
        var id = context.Message.TaskId;
        var commands = new Commands(context);
        using var ending = new Ending(lifetime.ApplicationStopping);
        try
        {
            await retry.RunAsync(
                PlanAsync,
                e => database.Dialect.IsTransient(e) || Data.Dialects.MySqlErrors.IsTransient(e),
                $"planning of task {id:N}",
                TimeSpan.FromMinutes(settings.Work.RetryMinutes),
                ending.Token
            );
        }
        catch (Exception e) when (!ending.IsAsked)
        {
            log.LogError(e, "Task {TaskId} cannot be planned", TaskId.Format(id));
            await commands.ToTasksAsync(new TaskFailed(id, "cannot plan chunks: " + e.Message), context.CancellationToken);
        }

        async Task<bool> PlanAsync(CancellationToken cancellationToken)
        {
            if (
                await chunks.FindStartAsync(TaskId.Format(id), cancellationToken) is not { } startedAt
                || await definitions.FindAsync(TaskId.Format(id), cancellationToken) is not { } task
            )
                return false;
            IPostSource source = sources.Open(task);
            await planner.RunAsync(task, startedAt, source, () => TellAsync(cancellationToken), cancellationToken);
            await TellAsync(cancellationToken);
            return true;
        }

        // The chunks stand in the tables. Where the broker is away, the sweeper has the saga look there later; that is no reason to fail.
        async Task TellAsync(CancellationToken cancellationToken)
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(s_timeout);
            try
            {
                await commands.ToTasksAsync(new TaskMoved(id), timeout.Token);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                log.LogWarning("Task {TaskId} has new chunks, which its saga could not be told of: {Reason}", TaskId.Format(id), e.Message);
            }
        }
    }
}
