using Audience.Data.Sagas;
using Microsoft.EntityFrameworkCore;

namespace Audience.LabelWorker.Dumps;

/// <summary>Maps the dump saga to the <c>dump</c> table.</summary>
public sealed class DumpStateMap : ISagaMap
{
    public void Configure(ModelBuilder model) =>
        model.Entity<DumpState>(dump =>
        {
            dump.ToTable("dump");
            dump.HasKey(d => d.CorrelationId);
            dump.Property(d => d.CorrelationId).HasColumnName("dump_id").HasConversion<SagaKey>();
            dump.Property(d => d.Status).HasColumnName("status").HasConversion<SagaStateName>();
            dump.Property(d => d.TaskIds).HasColumnName("task_ids");
            dump.Property(d => d.ErrorMessage).HasColumnName("error_message");
            dump.Property(d => d.CheckAt).HasColumnName("check_at");
        });
}
