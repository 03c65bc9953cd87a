using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Audience.Jobs.Tasks;

/// <summary>
/// Takes the messages of a task: whatever comes, and however often, has the step of the task's phase look at the tables and do what
/// is still
/// missing. Which ways lead from phase to phase: <see cref="TaskTransitions"/>.
/// </summary>
public sealed class TaskStateMachine : MassTransitStateMachine<TaskState>
{
    public TaskStateMachine()
    {
        InstanceState(task => task.Phase);
        Event(() => Created, e => Correlate(e, m => m.TaskId));
        Event(() => Woken, e => Correlate(e, m => m.TaskId));

        var (queued, labeling, producing) = (State(Phase.Queued), State(Phase.Labeling), State(Phase.Producing));
        var (done, deleting) = (State(Phase.Done), State(Phase.Deleting));
        During(queued, When(Created).ThenAsync(Run<StartStep>), When(Woken).ThenAsync(Run<StartStep>));
        During(labeling, When(Created).ThenAsync(Run<LabelingStep>), When(Woken).ThenAsync(Run<LabelingStep>));
        During(producing, Ignore(Created), When(Woken).ThenAsync(Run<ProductionStep>));
        During(done, Ignore(Created), Ignore(Woken));
        During(deleting, Ignore(Created), When(Woken).ThenAsync(Run<DeletionStep>));
    }

    public Event<CreateTask> Created { get; private set; } = null!;
    public Event<WakeTask> Woken { get; private set; } = null!;

    private static void Correlate<T>(IEventCorrelationConfigurator<TaskState, T> configure, Func<T, Guid> id)
        where T : class
    {
        configure.CorrelateById(m => id(m.Message));
        configure.OnMissingInstance(m => m.Discard());
    }

    // From the saga's own scope: a step uses the same transaction as the saga.
    private static Task Run<TStep>(BehaviorContext<TaskState> context)
        where TStep : ITaskStep => context.GetPayload<IServiceProvider>().GetRequiredService<TStep>().RunAsync(context);
}

/// <summary>What is done in one phase of a task.</summary>
public interface ITaskStep
{
    /// <summary>Looks at the tables, and does what is still missing.</summary>
    Task RunAsync(BehaviorContext<TaskState> context);
}
