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
    TaskDefinitions definitions, PostSources sources, OutputDatabase database, ChunkPlanner planner, TransientRetry retry, AudienceSettings settings,
    IHostApplicationLifetime lifetime, ILogger<PlanChunksConsumer> log) : IConsumer<PlanChunks>
{
    public async Task Consume(ConsumeContext<PlanChunks> context)
    {
        var id = context.Message.TaskId;
        var commands = new Commands(context);
        var stopping = lifetime.ApplicationStopping;
        try
        {
            await retry.RunAsync(PlanAsync, e => database.Dialect.IsTransient(e) || Data.Dialects.MySqlErrors.IsTransient(e), $"planning of task {id:N}", TimeSpan.FromMinutes(settings.Work.RetryMinutes), stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            log.LogError(e, "Task {TaskId} cannot be planned", TaskId.Format(id));
            await commands.ToTasksAsync(new TaskFailed(id, "cannot plan chunks: " + e.Message), context.CancellationToken);
        }

        async Task<bool> PlanAsync(CancellationToken cancel)
        {
            if (await definitions.FindAsync(TaskId.Format(id), cancel) is not { } task)
                return false;
            IPostSource source = sources.Open(task);
            await planner.RunAsync(task, source, () => commands.ToTasksAsync(new TaskMoved(id), cancel), cancel);
            await commands.ToTasksAsync(new TaskMoved(id), cancel);
            return true;
        }
    }
}
