using Audience.Data.Tasks;

namespace Audience.Jobs.Leases;

/// <summary>A parent of which an item may be claimed.</summary>
/// <param name="Kind">The item's kind.</param>
/// <param name="Parent">The parent's id.</param>
/// <param name="Ordinal">The first item that may be claimed.</param>
/// <param name="Running">How many items of the parent workers have in hand.</param>
/// <param name="Priority">The parent's share.</param>
public sealed record WorkCandidate(WorkKind Kind, string Parent, int Ordinal, int Running, TaskPriority Priority = TaskPriority.Normal);

/// <summary>A row of work_item, as whoever claims it finds it.</summary>
internal sealed record WorkItemRow
{
    public required string Item { get; init; }
    public required string Status { get; init; }
    public string? Owner { get; init; }
    public required int Attempts { get; init; }
    public required int Postponed { get; init; }
    public string? ParentStatus { get; init; }
}
