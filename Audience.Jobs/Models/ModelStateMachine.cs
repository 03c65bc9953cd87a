using Audience.Contracts.Messages;
using Audience.Data.Models;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Audience.Jobs.Models;

/// <summary>
/// Takes the messages of a model: whatever comes, and however often, has the step of its status look at the tables and do what is still
/// missing. Which ways lead from status to status: <see cref="ModelTransitions"/>.
/// </summary>
public sealed class ModelStateMachine : MassTransitStateMachine<ModelState>
{
    public ModelStateMachine()
    {
        InstanceState(model => model.TrainingStatus);
        Event(() => Prepared, e => Correlate(e, m => m.ModelId));
        Event(() => Woken, e => Correlate(e, m => m.ModelId));

        foreach (string open in new[] { ModelStat.Pending, ModelStat.Started })
            During(State(open), When(Prepared).ThenAsync(Run<TrainingStep>), When(Woken).ThenAsync(Run<TrainingStep>));
        foreach (string ready in new[] { ModelStat.Finished, ModelStat.Untrainable })
            During(State(ready), When(Prepared).ThenAsync(Run<TestingStep>), When(Woken).ThenAsync(Run<TestingStep>));
        foreach (string ended in new[] { ModelStat.Failed, ModelStat.Break })
            During(State(ended), Ignore(Prepared), Ignore(Woken));
    }

    public Event<PrepareModel> Prepared { get; private set; } = null!;
    public Event<WakeModel> Woken { get; private set; } = null!;

    private static void Correlate<T>(IEventCorrelationConfigurator<ModelState, T> configure, Func<T, Guid> id)
        where T : class
    {
        configure.CorrelateById(m => id(m.Message));
        configure.OnMissingInstance(m => m.Discard());
    }

    // From the saga's own scope: a step uses the same transaction as the saga.
    private static Task Run<TStep>(BehaviorContext<ModelState> context)
        where TStep : IModelStep => context.GetPayload<IServiceProvider>().GetRequiredService<TStep>().RunAsync(context);
}

/// <summary>What is done in one status of a model.</summary>
public interface IModelStep
{
    /// <summary>Looks at the tables, and does what is still missing.</summary>
    Task RunAsync(BehaviorContext<ModelState> context);
}
