using Audience.Contracts.Tasks;

namespace Audience.Api.Tasks;

/// <summary>What watchers of tasks are told.</summary>
/// <param name="Kind"><see cref="Changed"/>, <see cref="Gone"/>, <see cref="Reset"/> or <see cref="Ping"/>.</param>
/// <param name="Id">Names it, so that a later call may go on after it; null for none.</param>
/// <param name="TaskId">The task, or null where it concerns all.</param>
/// <param name="Task">How it is now, or null where it is gone.</param>
public sealed record TaskEvent(string Kind, string? Id, string? TaskId, TaskSummary? Task)
{
    /// <summary>A task is new or has changed.</summary>
    public const string Changed = "task";

    /// <summary>A task is deleted.</summary>
    public const string Gone = "gone";

    /// <summary>Some changes were missed: what is shown has to be read anew.</summary>
    public const string Reset = "reset";

    /// <summary>Nothing happened; the connection is alive.</summary>
    public const string Ping = "ping";

    /// <summary>Whether who watches this task, or all (null), is to be told.</summary>
    public bool Concerns(string? taskId) => taskId is null || TaskId is null || taskId == TaskId;
}
