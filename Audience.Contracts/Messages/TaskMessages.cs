namespace Audience.Contracts.Messages;

/// <summary>Starts a task whose <c>state</c> row has been written. Sent once by the API; harmless when repeated.</summary>
/// <param name="TaskId">The task.</param>
public sealed record CreateTask(Guid TaskId);

/// <summary>Something about the task may have changed or be due: look at the tables and do what they ask for.</summary>
/// <param name="TaskId">The task.</param>
public sealed record TaskMoved(Guid TaskId);

/// <summary>The task cannot go on; what is wrong lies with the task, not with one chunk (its source is gone, say).</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Reason">For the operator: stored as the task's <c>error_message</c>.</param>
public sealed record TaskFailed(Guid TaskId, string Reason);

/// <summary>Published to every worker: cancel what you are doing for this task.</summary>
/// <param name="TaskId">The task.</param>
public sealed record TaskAborted(Guid TaskId);

/// <summary>Cuts the next part of the task's date range into chunks.</summary>
/// <param name="TaskId">The task.</param>
public sealed record PlanChunks(Guid TaskId);

/// <summary>Labels one chunk.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Seq">The chunk's number within the task, from 0.</param>
public sealed record LabelChunk(Guid TaskId, int Seq);

/// <summary>Makes the production rows of one source group of a labelled task.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Group">The source group.</param>
public sealed record ProduceGroup(Guid TaskId, string Group);
