using Audience.Contracts;
using Audience.Contracts.Messages;
using MassTransit;

namespace Audience.Api.Tasks;

/// <summary>Tells the workers. Where the broker is away, it says so within seconds instead of waiting for it.</summary>
public sealed class TaskAnnouncer(IBus bus, ILogger<TaskAnnouncer> log)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Sends a command to the task sagas.</summary>
    /// <exception cref="TimeoutException">The broker did not take it in time.</exception>
    public Task SendAsync<T>(T command)
        where T : class => SendAsync(QueueNames.Tasks, command);

    /// <summary>Sends a command to a queue.</summary>
    /// <exception cref="TimeoutException">The broker did not take it in time.</exception>
    public async Task SendAsync<T>(string queue, T command)
        where T : class
    {
        try
        {
            await WithTimeout(async cancellationToken =>
                await (await bus.GetSendEndpoint(new Uri("queue:" + queue))).Send(command, cancellationToken)
            );
        }
        catch (Exception e)
        {
            // Here, because a caller that cannot take back what it wrote goes on: the sweeper sends it later.
            log.LogWarning("{Command} could not be sent to {Queue}: {Reason}", typeof(T).Name, queue, e.Message);
            throw;
        }
    }

    /// <summary>Tells every worker to cancel what it does for a task. Not a condition of the abort: BREAK stands in the table, and no chunk can commit any more.</summary>
    public async Task TellAbortedAsync(Guid taskId)
    {
        try
        {
            await WithTimeout(cancellationToken => bus.Publish(new TaskAborted(taskId), cancellationToken));
        }
        catch (Exception e)
        {
            log.LogWarning(
                "Task {TaskId} is aborted, but workers could not be told and find out when they next look, within a second: {Reason}",
                taskId.ToString("N"),
                e.Message
            );
        }
    }

    /// <summary>Has the task's saga look at the tables now; where the broker is away the sweeper does so later.</summary>
    public async Task TryWakeAsync(Guid taskId)
    {
        try
        {
            await SendAsync(new TaskMoved(taskId));
        }
        catch (Exception)
        {
            log.LogInformation("Task {TaskId} goes on when a worker next looks for what is due", taskId.ToString("N"));
        }
    }

    /// <summary>Sends or publishes something, within seconds or not at all.</summary>
    /// <exception cref="TimeoutException">The broker did not take it in time.</exception>
    internal static async Task WithTimeout(Func<CancellationToken, Task> send)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        try
        {
            await send(timeout.Token).WaitAsync(Timeout, CancellationToken.None);
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            throw new TimeoutException($"the message broker did not answer within {Timeout.TotalSeconds} seconds", e);
        }
    }
}
