using Audience.Contracts.Messages;
using MassTransit;

namespace Audience.LabelWorker.Dumps;

/// <summary>The way of a dump: queued → dumping → finished or failed. Its one message may come at any time and any number of times.</summary>
public sealed class DumpStateMachine : MassTransitStateMachine<DumpState>
{
    public DumpStateMachine()
    {
        InstanceState(dump => dump.Status);
        Event(
            () => Moved,
            e =>
            {
                e.CorrelateById(m => m.Message.DumpId);
                e.OnMissingInstance(m => m.Discard());
            }
        );

        During(Queued, GoOn(When(Moved).ThenAsync(c => Step(c).BeginAsync(c)).TransitionTo(Dumping)));
        During(Dumping, GoOn(When(Moved)));
        During(Finished, Ignore(Moved));
        During(Failed, Ignore(Moved));
    }

    /// <summary>Asked for, not begun.</summary>
    public State Queued { get; private set; } = null!;

    /// <summary>Its groups are being made.</summary>
    public State Dumping { get; private set; } = null!;

    /// <summary>All tables and files are there.</summary>
    public State Finished { get; private set; } = null!;

    /// <summary>A group could not be made.</summary>
    public State Failed { get; private set; } = null!;

    public Event<DumpMoved> Moved { get; private set; } = null!;

    private EventActivityBinder<DumpState, DumpMoved> GoOn(EventActivityBinder<DumpState, DumpMoved> when) =>
        when.ThenAsync(c => Step(c).RunAsync(c))
            .If(c => c.Saga.ErrorMessage is not null, failed => failed.TransitionTo(Failed))
            .If(c => c.Saga.ErrorMessage is null && c.Saga.CheckAt is null, done => done.TransitionTo(Finished));

    // From the saga's own scope: a step uses the same transaction as the saga.
    private static DumpStep Step(BehaviorContext<DumpState> context) =>
        context.GetPayload<IServiceProvider>().GetRequiredService<DumpStep>();
}
