using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;

namespace Audience.ModelWorker.Testing;

/// <summary>Tests a model.</summary>
public sealed class TestModelHandler(ModelEvaluation evaluation) : IWorkHandler
{
    public WorkKind Kind => WorkKind.Test;

    public bool IsFinal(Exception error) => FinalErrors.Are(error);

    public async Task<WorkOutcome> RunAsync(WorkContext work, CancellationToken cancellationToken) =>
        await evaluation.RunAsync(work.Claim, cancellationToken) ? WorkOutcome.Done : WorkOutcome.Lost;
}
