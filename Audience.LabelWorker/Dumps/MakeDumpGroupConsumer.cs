using Audience.Contracts.Messages;
using Audience.Contracts.Tasks;
using Audience.Data.Dumps;
using Audience.Data.Work;
using Audience.Hosting.Bus;
using Audience.Hosting.Work;
using MassTransit;

namespace Audience.LabelWorker.Dumps;

/// <summary>Makes one dump group, then has the dump's saga look at the tables.</summary>
public sealed class MakeDumpGroupConsumer(DumpTable dumps, DumpGroupBuilder builder, WorkRunner runner) : IConsumer<MakeDumpGroup>
{
    public async Task Consume(ConsumeContext<MakeDumpGroup> context)
    {
        var (id, group) = context.Message;
        string dumpId = TaskId.Format(id);
        await runner.RunAsync(
            WorkTable.DumpGroups,
            dumpId,
            group,
            e => e is IOException,
            async (claim, cancellationToken) =>
            {
                var dump =
                    await dumps.FindDefinitionAsync(dumpId, cancellationToken) ?? throw new InvalidOperationException("the dump is gone");
                return await builder.RunAsync(claim, dump, cancellationToken);
            }
        );
        await new Commands(context).ToDumpsAsync(new DumpMoved(id), context.CancellationToken);
    }
}
