using Audience.Jobs.Sagas;
using Microsoft.EntityFrameworkCore;

namespace Audience.Jobs.Dumps;

/// <summary>Maps the dump saga to the <c>dump</c> table.</summary>
public sealed class DumpStateMap : ISagaMap
{
    public void Configure(ModelBuilder model) => model.Entity<DumpState>(dump => dump.MapSaga("dump", "dump_id"));
}
