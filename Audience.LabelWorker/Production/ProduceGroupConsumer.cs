using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Data.Production;
using Audience.Data.Tasks;
using Audience.Data.Work;
using Audience.Hosting.Bus;
using Audience.Hosting.Work;
using Audience.LabelWorker.Chunks;
using MassTransit;

namespace Audience.LabelWorker.Production;

/// <summary>Makes the production rows of one group, then has the task's saga look at the tables.</summary>
public sealed class ProduceGroupConsumer(TaskTable tasks, CompiledTaskCache plans, GroupProduction production, WorkRunner runner)
    : IConsumer<ProduceGroup>
{
    public async Task Consume(ConsumeContext<ProduceGroup> context)
    {
        var (id, group) = context.Message;
        string taskId = TaskId.Format(id);
        await plans.ForgetAsync(taskId, context.CancellationToken);
        await runner.RunAsync(
            WorkTable.Groups,
            taskId,
            group,
            _ => false,
            async (claim, cancellationToken) =>
            {
                string schema =
                    await tasks.FindOutputSchemaAsync(taskId, cancellationToken) ?? throw new InvalidOperationException("the task is gone");
                return await production.RunAsync(claim, schema, cancellationToken);
            }
        );
        await new Commands(context).ToTasksAsync(new TaskMoved(id), context.CancellationToken);
    }
}
