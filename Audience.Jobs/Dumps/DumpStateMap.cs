using Audience.Data.Callbacks;
using Audience.Data.Dumps;
using Audience.Jobs.Sagas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Audience.Jobs.Dumps;

/// <summary>Maps the dump saga to the <c>dump</c> table.</summary>
public sealed class DumpStateMap : ISagaMap
{
    public void Configure(ModelBuilder model) => model.Entity<DumpState>(dump => dump.MapSaga("dump", "dump_id"));

    // The row changes no more once it has ended.
    public SagaEnd? FindEnd(EntityEntry row) =>
        row.Entity is DumpState { CallbackUrl: { } url, Status: DumpStat.Finished or DumpStat.Failed } dump
            ? new SagaEnd(
                url,
                async (connection, transaction, cancellationToken) =>
                {
                    string id = dump.CorrelationId.ToString("N");
                    var status = await DumpTable.FindAsync(connection, transaction, id, cancellationToken);
                    return new SagaNews(CallbackEvents.DumpEnded, id, dump.Status, status!);
                }
            )
            : null;
}
