using Audience.Data.Sagas;
using Microsoft.EntityFrameworkCore;

namespace Audience.LabelWorker.Tasks;

/// <summary>Maps the task saga to the <c>state</c> table.</summary>
public sealed class TaskStateMap : ISagaMap
{
    public void Configure(ModelBuilder model) =>
        model.Entity<TaskState>(task =>
        {
            task.ToTable("state");
            task.HasKey(t => t.CorrelationId);
            task.Ignore(t => t.TaskId).Ignore(t => t.IsPlanned);
            task.Property(t => t.CorrelationId).HasColumnName("task_id").HasConversion<SagaKey>();
            task.Property(t => t.Phase).HasColumnName("phase").HasConversion<SagaStateName>();
            task.Property(t => t.Stat).HasColumnName("stat");
            task.Property(t => t.ProdStat).HasColumnName("prod_stat");
            task.Property(t => t.LengthReceiveTable).HasColumnName("length_receive_table");
            task.Property(t => t.LengthOutputTable).HasColumnName("length_output_table");
            task.Property(t => t.LengthProdTable).HasColumnName("length_prod_table");
            task.Property(t => t.Result).HasColumnName("result");
            task.Property(t => t.UniqSourceAuthor).HasColumnName("uniq_source_author");
            task.Property(t => t.RateOfLabel).HasColumnName("rate_of_label");
            task.Property(t => t.RunTime).HasColumnName("run_time");
            task.Property(t => t.CheckPoint).HasColumnName("check_point");
            task.Property(t => t.ErrorMessage).HasColumnName("error_message");
            task.Property(t => t.Progress).HasColumnName("progress");
            task.Property(t => t.Queue).HasColumnName("queue");
            task.Property(t => t.Countdown).HasColumnName("countdown");
            task.Property(t => t.StartTime).HasColumnName("start_time");
            task.Property(t => t.EndTime).HasColumnName("end_time");
            task.Property(t => t.PlannedTo).HasColumnName("planned_to");
            task.Property(t => t.PlanSentAt).HasColumnName("plan_sent_at");
            task.Property(t => t.StartedAt).HasColumnName("started_at");
            task.Property(t => t.ProduceAt).HasColumnName("produce_at");
            task.Property(t => t.CheckAt).HasColumnName("check_at");
        });
}
