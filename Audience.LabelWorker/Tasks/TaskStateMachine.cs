using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Hosting.Bus;
using MassTransit;

namespace Audience.LabelWorker.Tasks;

/// <summary>
/// The way of a task: queued → labeling → producing → done, and deleting where a caller wants it gone. Every state takes every message, any number of times:
/// each step looks at the tables and does what is still missing.
/// </summary>
public sealed class TaskStateMachine : MassTransitStateMachine<TaskState>
{
    public TaskStateMachine()
    {
        InstanceState(task => task.Phase);
        Event(
            () => Created,
            e =>
            {
                e.CorrelateById(m => m.Message.TaskId);
                e.OnMissingInstance(m => m.Discard());
            }
        );
        Event(
            () => Moved,
            e =>
            {
                e.CorrelateById(m => m.Message.TaskId);
                e.OnMissingInstance(m => m.Discard());
            }
        );
        Event(
            () => Failed,
            e =>
            {
                e.CorrelateById(m => m.Message.TaskId);
                e.OnMissingInstance(m => m.Discard());
            }
        );

        During(
            Queued,
            Begin(When(Created)),
            Begin(When(Moved)),
            When(Failed).ThenAsync(c => Step<TaskFailureStep>(c).RunAsync(c.Saga, c.Message.Reason, c.CancellationToken)).TransitionTo(Done)
        );

        During(
            Labeling,
            Label(When(Created)),
            Label(When(Moved)),
            When(Failed).ThenAsync(c => Step<TaskFailureStep>(c).RunAsync(c.Saga, c.Message.Reason, c.CancellationToken)).TransitionTo(Done)
        );

        During(
            Producing,
            Ignore(Created),
            Produce(When(Moved)),
            When(Failed).ThenAsync(c => Step<TaskFailureStep>(c).RunAsync(c.Saga, c.Message.Reason, c.CancellationToken)).TransitionTo(Done)
        );

        During(Done, Ignore(Created), Ignore(Moved), Ignore(Failed));

        During(
            Deleting,
            Ignore(Created),
            When(Moved).ThenAsync(c => new Commands(c).ToPlanningAsync(new DeleteTask(c.Saga.CorrelationId), c.CancellationToken)),
            Ignore(Failed)
        );
    }

    /// <summary>Created, not started.</summary>
    public State Queued { get; private set; } = null!;

    /// <summary>Chunks are being planned and labelled.</summary>
    public State Labeling { get; private set; } = null!;

    /// <summary>Waiting for COUNTDOWN, or making the production tables.</summary>
    public State Producing { get; private set; } = null!;

    /// <summary>Ended, one way or the other.</summary>
    public State Done { get; private set; } = null!;

    /// <summary>Its rows are being deleted; the last one is the saga's own.</summary>
    public State Deleting { get; private set; } = null!;

    public Event<CreateTask> Created { get; private set; } = null!;
    public Event<TaskMoved> Moved { get; private set; } = null!;
    public Event<TaskFailed> Failed { get; private set; } = null!;

    private EventActivityBinder<TaskState, T> Begin<T>(EventActivityBinder<TaskState, T> when)
        where T : class => Label(when.ThenAsync(c => Step<TaskStartStep>(c).RunAsync(c)).TransitionTo(Labeling));

    private EventActivityBinder<TaskState, T> Label<T>(EventActivityBinder<TaskState, T> when)
        where T : class =>
        when.ThenAsync(c => Step<LabelingStep>(c).RunAsync(c))
            .If(c => c.Saga.Stat == Stat.Failure, failed => failed.TransitionTo(Done))
            .If(c => c.Saga.Stat == Stat.Success, labeled => Produce(labeled.TransitionTo(Producing)));

    private EventActivityBinder<TaskState, T> Produce<T>(EventActivityBinder<TaskState, T> when)
        where T : class =>
        when.ThenAsync(c => Step<ProductionStep>(c).RunAsync(c))
            .If(c => c.Saga.Stat == Stat.Failure || c.Saga.ProdStat is not null, ended => ended.TransitionTo(Done));

    // From the saga's own scope: a step uses the same transaction as the saga.
    private static TStep Step<TStep>(BehaviorContext<TaskState> context)
        where TStep : notnull => context.GetPayload<IServiceProvider>().GetRequiredService<TStep>();
}
