using MassTransit;

namespace Audience.Jobs.Dumps;

/// <summary>
/// A dump's saga: its row in the <c>dump</c> table, as far as the saga needs it. Properties are named as the columns are. Only
/// <see cref="DumpTransitions"/> changes <see cref="Status"/>.
/// </summary>
public sealed class DumpState : SagaStateMachineInstance
{
    /// <summary>The dump id.</summary>
    public Guid CorrelationId { get; set; }

    /// <summary>The machine's state: see <see cref="DumpStat"/>.</summary>
    public string Status { get; set; } = "";

    /// <summary>The tasks, comma-separated.</summary>
    public string TaskIds { get; set; } = "";
    public string? ErrorMessage { get; set; }

    /// <summary>Whom to tell that it has ended; null for nobody.</summary>
    public string? CallbackUrl { get; set; }

    /// <summary>When the watchdog is to look at the dump, the server's clock in milliseconds since 1970; null when it has ended.</summary>
    public long? CheckAt { get; set; }
}
