using Audience.Data.Tasks;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;
using Audience.LabelWorker.Chunks;

namespace Audience.LabelWorker.Production;

/// <summary>Makes the production rows of one group.</summary>
public sealed class ProduceGroupHandler(TaskTable tasks, TaskReports reports, CompiledTaskCache compiled, GroupProduction production)
    : IWorkHandler
{
    public WorkKind Kind => WorkKind.Produce;

    public async Task<WorkOutcome> RunAsync(WorkContext work, CancellationToken cancellationToken)
    {
        compiled.Forget(work.Claim.TaskId);
        string schema =
            await tasks.FindOutputSchemaAsync(work.Claim.TaskId, cancellationToken)
            ?? throw new InvalidOperationException("the task is gone");
        bool counts = await reports.ExistAsync(work.Claim.TaskId, cancellationToken);
        return await production.RunAsync(work.Claim, schema, counts, cancellationToken) ? WorkOutcome.Done : WorkOutcome.Lost;
    }
}
