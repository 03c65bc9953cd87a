using MassTransit;

namespace Audience.Jobs.Tasks;

/// <summary>
/// A task's saga: its row in the <c>state</c> table, as far as it changes after the task was created. Properties are named as the
/// columns are.
/// Only <see cref="TaskTransitions"/> changes <see cref="Phase"/> and <see cref="Stat"/>.
/// </summary>
public sealed class TaskState : SagaStateMachineInstance
{
    /// <summary>The task id.</summary>
    public Guid CorrelationId { get; set; }

    /// <summary>The machine's state: see <see cref="Contracts.Tasks.Phase"/>. Tasks of the Python original have none.</summary>
    public string? Phase { get; set; }

    /// <summary>See <see cref="Contracts.Tasks.Stat"/>.</summary>
    public string? Stat { get; set; }

    /// <summary>See <see cref="Contracts.Tasks.ProdStat"/>.</summary>
    public string? ProdStat { get; set; }
    public long? LengthReceiveTable { get; set; }

    /// <summary>The posts that were left out, as <see cref="Contracts.Tasks.SkippedPosts"/> in JSON.</summary>
    public string? Skipped { get; set; }
    public long? LengthOutputTable { get; set; }
    public string? LengthProdTable { get; set; }
    public string? Result { get; set; }
    public string? UniqSourceAuthor { get; set; }
    public string? RateOfLabel { get; set; }
    public double? RunTime { get; set; }
    public DateTime? CheckPoint { get; set; }
    public string? ErrorMessage { get; set; }
    public double? Progress { get; set; }

    /// <summary>What of the task was reached at <see cref="PaceAt"/>: its pace is measured from there.</summary>
    public double? ProgressBase { get; set; }

    /// <summary>When <see cref="Progress"/> last changed: the server's clock, milliseconds since 1970.</summary>
    public long? ProgressAt { get; set; }

    /// <summary><see cref="Progress"/> with what is done of each chunk that is being labelled.</summary>
    public double? Reached { get; set; }

    /// <summary>When that was, in milliseconds since 1970 by the server's clock.</summary>
    public long? ReachedAt { get; set; }

    /// <summary>
    /// When the first chunk was begun since labelling began or went on: the server's clock, milliseconds since 1970. What is planned and
    /// compiled before is not done again.
    /// </summary>
    public long? PaceAt { get; set; }

    /// <summary>The queue whose workers label.</summary>
    public string? Queue { get; set; }

    /// <summary>Seconds between labelling and production.</summary>
    public int? Countdown { get; set; }
    public DateTime? StartTime { get; set; }
    public DateTime? EndTime { get; set; }

    /// <summary>The end of the last planned chunk; EndTime when planning is complete.</summary>
    public DateTime? PlannedTo { get; set; }

    /// <summary>When labelling began. This and the following times are the server's clock, milliseconds since 1970.</summary>
    public long? StartedAt { get; set; }

    /// <summary>When production is due.</summary>
    public long? ProduceAt { get; set; }

    /// <summary>When the watchdog is to look at the task if nothing moves it before; null when it is done.</summary>
    public long? CheckAt { get; set; }

    /// <summary>When it is to be deleted, once it has ended; null where it is kept, or nobody has looked yet.</summary>
    public long? DeleteAt { get; set; }

    /// <summary>Whom to tell that it has ended; null for nobody.</summary>
    public string? CallbackUrl { get; set; }

    /// <summary>The task id as the tables store it.</summary>
    public string TaskId => CorrelationId.ToString("N");

    /// <summary>Whether the whole range is cut into chunks.</summary>
    public bool IsPlanned => PlannedTo is not null && PlannedTo == EndTime;
}
