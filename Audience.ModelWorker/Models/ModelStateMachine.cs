using Audience.Contracts.Messages;
using Audience.Data.Models;
using MassTransit;

namespace Audience.ModelWorker.Models;

/// <summary>
/// The way of a model: pending → started → finished, untrainable or failed; break where a caller or a later preparation ends it. Testing
/// goes beside it, in <c>ext_status</c>. Its one message may come at any time and any number of times.
/// </summary>
public sealed class ModelStateMachine : MassTransitStateMachine<ModelState>
{
    public ModelStateMachine()
    {
        InstanceState(model => model.TrainingStatus);
        Event(
            () => Moved,
            e =>
            {
                e.CorrelateById(m => m.Message.ModelId);
                e.OnMissingInstance(m => m.Discard());
            }
        );

        During(Pending, Train(When(Moved).TransitionTo(Started)));
        During(Started, Train(When(Moved)));
        During(Finished, When(Moved).ThenAsync(c => Step<TestingStep>(c).RunAsync(c)));
        During(Untrainable, When(Moved).ThenAsync(c => Step<TestingStep>(c).RunAsync(c)));
        During(Failed, Ignore(Moved));
        During(Break, Ignore(Moved));
    }

    /// <summary>Asked for, not begun.</summary>
    public State Pending { get; private set; } = null!;

    /// <summary>A worker fits it, or reads its rules.</summary>
    public State Started { get; private set; } = null!;

    /// <summary>Ready and evaluated.</summary>
    public State Finished { get; private set; } = null!;

    /// <summary>Its rules are ready.</summary>
    public State Untrainable { get; private set; } = null!;

    /// <summary>It could not be made.</summary>
    public State Failed { get; private set; } = null!;

    /// <summary>It was aborted or replaced before it was ready.</summary>
    public State Break { get; private set; } = null!;

    public Event<ModelMoved> Moved { get; private set; } = null!;

    private EventActivityBinder<ModelState, ModelMoved> Train(EventActivityBinder<ModelState, ModelMoved> when) =>
        when.ThenAsync(c => Step<TrainingStep>(c).RunAsync(c))
            .If(c => c.Saga.Outcome == ModelStat.Finished, ready => ready.TransitionTo(Finished))
            .If(c => c.Saga.Outcome == ModelStat.Untrainable, ready => ready.TransitionTo(Untrainable))
            .If(c => c.Saga.Outcome == ModelStat.Failed, failed => failed.TransitionTo(Failed));

    // From the saga's own scope: a step uses the same transaction as the saga.
    private static TStep Step<TStep>(BehaviorContext<ModelState> context)
        where TStep : notnull => context.GetPayload<IServiceProvider>().GetRequiredService<TStep>();
}
