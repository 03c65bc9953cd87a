using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Data;
using Audience.Data.Tasks;
using Audience.Hosting.Work;
using MassTransit;

namespace Audience.LabelWorker.Deleting;

/// <summary>Deletes a task's rows. Beginning again where it was stopped, and twice at a time, does no harm: what is gone is gone.</summary>
public sealed class DeleteTaskConsumer(
    TaskDeletion deletion,
    OutputDatabase database,
    TransientRetry retry,
    IHostApplicationLifetime lifetime,
    ILogger<DeleteTaskConsumer> log
) : IConsumer<DeleteTask>
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(5);

    public async Task Consume(ConsumeContext<DeleteTask> context)
    {
        string taskId = TaskId.Format(context.Message.TaskId);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        long rows = await retry.RunAsync(
            cancellationToken => deletion.RunAsync(taskId, cancellationToken),
            database.Dialect.IsTransient,
            $"deleting task {taskId}",
            MaxDuration,
            stop.Token
        );
        log.LogInformation("Task {TaskId} is deleted, with {Rows} rows", taskId, rows);
    }
}
