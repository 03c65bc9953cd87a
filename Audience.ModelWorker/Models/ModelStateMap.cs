using Audience.Data.Sagas;
using Microsoft.EntityFrameworkCore;

namespace Audience.ModelWorker.Models;

/// <summary>Maps the model saga to the <c>model_status</c> table.</summary>
public sealed class ModelStateMap : ISagaMap
{
    public void Configure(ModelBuilder model) =>
        model.Entity<ModelState>(row =>
        {
            row.ToTable("model_status");
            row.HasKey(m => m.CorrelationId);
            row.Ignore(m => m.TaskId).Ignore(m => m.Outcome);
            row.Property(m => m.CorrelationId).HasColumnName("task_id").HasConversion<SagaKey>();
            row.Property(m => m.TrainingStatus).HasColumnName("training_status").HasConversion<SagaStateName>();
            row.Property(m => m.ExtStatus).HasColumnName("ext_status");
            row.Property(m => m.ModelName).HasColumnName("model_name");
            row.Property(m => m.ErrorMessage).HasColumnName("error_message");
            row.Property(m => m.JobId).HasColumnName("job_id");
            row.Property(m => m.Queue).HasColumnName("queue");
            row.Property(m => m.Artefact).HasColumnName("artefact");
            row.Property(m => m.CheckAt).HasColumnName("check_at");
        });
}
