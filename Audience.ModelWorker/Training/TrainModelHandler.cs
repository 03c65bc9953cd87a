using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;

namespace Audience.ModelWorker.Training;

/// <summary>Prepares a model.</summary>
public sealed class TrainModelHandler(ModelPreparation preparation) : IWorkHandler
{
    public WorkKind Kind => WorkKind.Train;

    public bool IsFinal(Exception error) => FinalErrors.Are(error);

    public async Task<WorkOutcome> RunAsync(WorkContext work, CancellationToken cancellationToken) =>
        await preparation.RunAsync(work.Claim, cancellationToken) ? WorkOutcome.Done : WorkOutcome.Lost;
}
