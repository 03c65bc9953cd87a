using Audience.Contracts;
using Audience.Contracts.Messages;
using Audience.Jobs.Messaging;
using MassTransit;

namespace Audience.Api.Commands;

/// <summary>Tells the workers. Where the broker is away, it says so within seconds instead of waiting for it.</summary>
public sealed class TaskAnnouncer(IBus bus, BrokerState broker, ILogger<TaskAnnouncer> log)
{
    /// <summary>Sends a command to the task sagas, or leaves it to the watchdog while the broker takes no messages.</summary>
    /// <exception cref="BrokerRefusedException">The broker does not let us use the queue.</exception>
    /// <exception cref="TimeoutException">The broker did not take it in time.</exception>
    public Task SendAsync<T>(T command)
        where T : class => SendAsync(QueueNames.Tasks, command);

    /// <summary>Sends a command to a queue, or leaves it to the watchdog while the broker takes no messages.</summary>
    /// <exception cref="BrokerRefusedException">The broker does not let us use the queue.</exception>
    /// <exception cref="TimeoutException">The broker did not take it in time.</exception>
    public async Task SendAsync<T>(string queue, T command)
        where T : class
    {
        try
        {
            await broker.RunAsync(
                queue,
                async token => await (await bus.GetSendEndpoint(new Uri("queue:" + queue))).Send(command, token),
                BrokerTimeout.Long
            );
        }
        catch (BrokerBlockedException e)
        {
            // The tables have it: the watchdog sends it when that is over.
            log.LogWarning("{Command} is sent later: {Reason}", typeof(T).Name, e.Message);
        }
        catch (Exception e)
        {
            // Here, because a caller that cannot take back what it wrote goes on: the watchdog sends it later.
            log.LogWarning("{Command} could not be sent to {Queue}: {Reason}", typeof(T).Name, queue, e.Message);
            throw;
        }
    }

    /// <summary>
    /// Tells every worker to cancel what it does for a task. Not a condition of the abort: BREAK stands in the table, and no chunk
    /// can commit any more.
    /// </summary>
    public async Task TellAbortedAsync(Guid taskId)
    {
        try
        {
            await broker.RunAsync(token => bus.Publish(new AbortTask(taskId), token), BrokerTimeout.Short);
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

    /// <summary>Has the task's saga look at the tables now; where the broker is away the watchdog does so later.</summary>
    public async Task TryWakeAsync(Guid taskId)
    {
        try
        {
            await broker.RunAsync(token => new CommandSender(bus).ToTasksAsync(new WakeTask(taskId), token), BrokerTimeout.Short);
        }
        catch (Exception e)
        {
            log.LogInformation("Task {TaskId} goes on when a worker next looks for what is due: {Reason}", taskId.ToString("N"), e.Message);
        }
    }

    /// <summary>Has workers look for new work at once; where the broker is away they find it within seconds.</summary>
    public async Task TryTellAddedAsync(Guid parentId)
    {
        try
        {
            await broker.RunAsync(token => bus.Publish(new WorkAdded(parentId), token), BrokerTimeout.Short);
        }
        catch (Exception e)
        {
            log.LogInformation("Work of {Id} begins when a worker next looks for it: {Reason}", parentId.ToString("N"), e.Message);
        }
    }
}
