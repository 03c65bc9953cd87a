using Audience.Contracts.Messages;
using Audience.Jobs.Leases;
using Audience.Jobs.Messaging;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Dispatch;

/// <summary>
/// Has sagas, or the scheduler of this process, look at their tables. Where the broker is away, the watchdog does so within seconds of its
/// return.
/// </summary>
public sealed class SagaWaker(IBus bus, BrokerState broker, WorkSignal signal, ILogger<SagaWaker> log)
{
    private static readonly string s_model = WorkKind.Train.Parent.Table,
        s_dump = WorkKind.Dump.Parent.Table;

    /// <summary>Wakes the saga that a piece of work belongs to, where it has one.</summary>
    public async Task TryWakeAsync(WorkKind kind, string parentId)
    {
        if (kind == WorkKind.Series)
            signal.Set();
        if (!kind.Parent.HasSaga)
            return;
        var id = Guid.ParseExact(parentId, "N");
        var commands = new CommandSender(bus);
        try
        {
            await broker.RunAsync(
                token =>
                    kind.Parent.Table == s_model ? commands.ToModelsAsync(new WakeModel(id), token)
                    : kind.Parent.Table == s_dump ? commands.ToDumpsAsync(new WakeDump(id), token)
                    : commands.ToTasksAsync(new WakeTask(id), token),
                BrokerTimeout.Short
            );
        }
        catch (Exception e)
        {
            log.LogWarning("The saga of {Id} could not be woken, and the watchdog does it later: {Reason}", parentId, e.Message);
        }
    }
}
