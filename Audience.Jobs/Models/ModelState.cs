using MassTransit;

namespace Audience.Jobs.Models;

/// <summary>
/// A model's saga: its row in the <c>model_status</c> table, as far as it changes after the model was asked for. Properties are
/// named as the
/// columns are. Only <see cref="ModelTransitions"/> changes <see cref="TrainingStatus"/> and <see cref="ExtStatus"/>.
/// </summary>
public sealed class ModelState : SagaStateMachineInstance
{
    /// <summary>The model's task id.</summary>
    public Guid CorrelationId { get; set; }

    /// <summary>The machine's state: see <see cref="Audience.Data.Models.ModelStat"/>.</summary>
    public string TrainingStatus { get; set; } = "";

    /// <summary>How far testing is, beside it; null where the model was never tested.</summary>
    public string? ExtStatus { get; set; }
    public string? ModelName { get; set; }
    public string? ErrorMessage { get; set; }
    public long? JobId { get; set; }
    public string? Queue { get; set; }

    /// <summary>Whom to tell that its preparation has ended; null for nobody.</summary>
    public string? CallbackUrl { get; set; }

    /// <summary>Whom to tell that its test has ended; null for nobody.</summary>
    public string? TestCallbackUrl { get; set; }

    /// <summary>The hash of the model's bytes, once it is ready.</summary>
    public string? Artefact { get; set; }

    /// <summary>
    /// When the watchdog is to look at the model, the server's clock in milliseconds since 1970; null when nothing is to be done.
    /// </summary>
    public long? CheckAt { get; set; }

    /// <summary>The task id as the tables store it.</summary>
    public string TaskId => CorrelationId.ToString("N");
}
