using Audience.Contracts.Messages;
using Audience.Jobs.Leases;
using Audience.Jobs.Messaging;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Dispatch;

/// <summary>
/// Has sagas, or the scheduler, look at their tables. Where the broker is away, the watchdog does so within seconds of its return.
/// </summary>
public sealed class SagaWaker(IBus bus, BrokerState broker, WorkSignal signal, ILogger<SagaWaker> log)
{
    private static readonly string s_model = WorkKind.Train.Parent.Table,
        s_dump = WorkKind.Dump.Parent.Table;

    /// <summary>Wakes the saga that a piece of work belongs to, where it has one.</summary>
    public async Task TryWakeAsync(WorkKind kind, string parentId)
    {
        // The scheduler may be another process's.
        if (kind == WorkKind.Series)
            await TryTellAddedAsync(parentId);
        if (!kind.Parent.HasSaga)
            return;
        var id = Guid.ParseExact(parentId, "N");
        var commands = new CommandSender(bus);
        await TryAsync(
            token =>
                kind.Parent.Table == s_model ? commands.ToModelsAsync(new WakeModel(id), token)
                : kind.Parent.Table == s_dump ? commands.ToDumpsAsync(new WakeDump(id), token)
                : commands.ToTasksAsync(new WakeTask(id), token),
            $"The saga of {parentId} could not be woken, and the watchdog does it later"
        );
    }

    /// <summary>Has a task begin whose row is written.</summary>
    public Task TryBeginAsync(string taskId) =>
        TryAsync(
            token => new CommandSender(bus).ToTasksAsync(new CreateTask(Guid.ParseExact(taskId, "N")), token),
            $"Task {taskId} begins when the watchdog finds it, within seconds"
        );

    /// <summary>Has all workers look for work at once, this one first.</summary>
    public Task TryTellAddedAsync(string parentId)
    {
        signal.Set();
        return TryAsync(
            token => bus.Publish(new WorkAdded(Guid.ParseExact(parentId, "N")), token),
            $"Workers find the work of {parentId} when they next look for some"
        );
    }

    private async Task TryAsync(Func<CancellationToken, Task> send, string otherwise)
    {
        try
        {
            await broker.RunAsync(send, BrokerTimeout.Short);
        }
        catch (Exception e)
        {
            log.LogWarning("{Otherwise}: {Reason}", otherwise, e.Message);
        }
    }
}
