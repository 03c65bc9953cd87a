using MassTransit;

namespace Audience.ModelWorker.Models;

/// <summary>A model's saga: its row in the <c>model_status</c> table, as far as the saga changes it.</summary>
public sealed class ModelState : SagaStateMachineInstance
{
    /// <summary>The model's task id.</summary>
    public Guid CorrelationId { get; set; }

    /// <summary>The machine's state.</summary>
    public string TrainingStatus { get; set; } = "";

    /// <summary>How far testing is, beside it; null where the model was never tested.</summary>
    public string? ExtStatus { get; set; }
    public string? ModelName { get; set; }
    public string? ErrorMessage { get; set; }
    public long? JobId { get; set; }
    public string? Queue { get; set; }

    /// <summary>The hash of the model's bytes, once it is ready.</summary>
    public string? Artefact { get; set; }

    /// <summary>When the sweeper is to look at the model, the server's clock in milliseconds since 1970; null when nothing is to be done.</summary>
    public long? CheckAt { get; set; }

    /// <summary>What the last look at the tables found of the training: see <see cref="Audience.Data.Models.ModelStat"/>. Not stored.</summary>
    public string? Outcome { get; set; }

    /// <summary>The task id as the tables store it.</summary>
    public string TaskId => CorrelationId.ToString("N");
}
