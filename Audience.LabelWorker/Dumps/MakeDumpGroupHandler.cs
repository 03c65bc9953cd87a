using Audience.Data.Dumps;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;

namespace Audience.LabelWorker.Dumps;

/// <summary>Makes one dump group.</summary>
public sealed class MakeDumpGroupHandler(DumpTable dumps, DumpGroupBuilder builder) : IWorkHandler
{
    public WorkKind Kind => WorkKind.Dump;

    // A full disk, say, that someone clears.
    public bool IsTransient(Exception error) => error is IOException;

    public async Task<WorkOutcome> RunAsync(WorkContext work, CancellationToken cancellationToken)
    {
        var dump =
            await dumps.FindDefinitionAsync(work.Claim.TaskId, cancellationToken)
            ?? throw new InvalidOperationException("the dump is gone");
        return await builder.RunAsync(work.Claim, dump, cancellationToken) ? WorkOutcome.Done : WorkOutcome.Lost;
    }
}
