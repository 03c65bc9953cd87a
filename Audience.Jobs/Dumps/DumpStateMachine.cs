using Audience.Contracts.Messages;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Audience.Jobs.Dumps;

/// <summary>
/// Takes the messages of a dump: whatever comes, and however often, looks at the tables and does what is still missing. Which ways
/// lead from
/// status to status: <see cref="DumpTransitions"/>.
/// </summary>
public sealed class DumpStateMachine : MassTransitStateMachine<DumpState>
{
    public DumpStateMachine()
    {
        InstanceState(dump => dump.Status);
        Event(() => Created, e => Correlate(e, m => m.DumpId));
        Event(() => Woken, e => Correlate(e, m => m.DumpId));

        foreach (string open in new[] { DumpStat.Queued, DumpStat.Dumping })
            During(State(open), When(Created).ThenAsync(RunAsync), When(Woken).ThenAsync(RunAsync));
        foreach (string ended in new[] { DumpStat.Finished, DumpStat.Failed })
            During(State(ended), Ignore(Created), Ignore(Woken));
    }

    public Event<CreateDump> Created { get; private set; } = null!;
    public Event<WakeDump> Woken { get; private set; } = null!;

    private static void Correlate<T>(IEventCorrelationConfigurator<DumpState, T> configure, Func<T, Guid> id)
        where T : class
    {
        configure.CorrelateById(m => id(m.Message));
        configure.OnMissingInstance(m => m.Discard());
    }

    // From the saga's own scope: the step uses the same transaction as the saga.
    private static Task RunAsync(BehaviorContext<DumpState> context) =>
        context.GetPayload<IServiceProvider>().GetRequiredService<DumpStep>().RunAsync(context);
}
