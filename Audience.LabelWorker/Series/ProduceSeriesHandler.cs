using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;

namespace Audience.LabelWorker.Series;

/// <summary>Takes a run's rows over into its schedule's panels, source group by source group. Beginning again does no harm.</summary>
public sealed class ProduceSeriesHandler(SeriesTakeover takeover, SeriesProduction production, LeaseStore leases) : IWorkHandler
{
    public WorkKind Kind => WorkKind.Series;

    public async Task<WorkOutcome> RunAsync(WorkContext work, CancellationToken cancellationToken)
    {
        if (await takeover.FindAsync(work.Claim, cancellationToken) is not { } run)
            // Nobody wants the piece any more: given back, it would be taken for ever, and keep the next run waiting.
            return await leases.CompleteAsync(work.Claim, cancellationToken) ? WorkOutcome.Done : WorkOutcome.Lost;
        foreach (string group in run.Groups)
            if (
                !await takeover.RunAsync(work.Claim, run, group, cancellationToken)
                || !await production.RunAsync(work.Claim, run, group, cancellationToken)
            )
                return WorkOutcome.Lost;
        return await takeover.EndAsync(work.Claim, cancellationToken) ? WorkOutcome.Done : WorkOutcome.Lost;
    }
}
