namespace Audience.Contracts.Messages;

/// <summary>Starts a task whose <c>state</c> row has been written. Sent once by the API; harmless when repeated.</summary>
/// <param name="TaskId">The task.</param>
public sealed record CreateTask(Guid TaskId) : ITaskMessage
{
    Guid ITaskMessage.Id => TaskId;
}

/// <summary>Something about the task may have changed or be due: look at the tables and do what they ask for.</summary>
/// <param name="TaskId">The task.</param>
public sealed record TaskMoved(Guid TaskId) : ITaskMessage
{
    Guid ITaskMessage.Id => TaskId;
}

/// <summary>The task cannot go on; what is wrong lies with the task, not with one chunk (its source is gone, say).</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Reason">For the operator: stored as the task's <c>error_message</c>.</param>
public sealed record TaskFailed(Guid TaskId, string Reason) : ITaskMessage
{
    Guid ITaskMessage.Id => TaskId;
}

/// <summary>Published to every worker: cancel what you are doing for this task.</summary>
/// <param name="TaskId">The task.</param>
public sealed record TaskAborted(Guid TaskId) : ITaskMessage
{
    Guid ITaskMessage.Id => TaskId;
}

/// <summary>Cuts the next part of the task's date range into chunks.</summary>
/// <param name="TaskId">The task.</param>
public sealed record PlanChunks(Guid TaskId) : ITaskMessage
{
    Guid ITaskMessage.Id => TaskId;
}

/// <summary>Labels one chunk.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Seq">The chunk's number within the task, from 0.</param>
public sealed record LabelChunk(Guid TaskId, int Seq) : ITaskMessage
{
    Guid ITaskMessage.Id => TaskId;
}

/// <summary>Makes the production rows of one source group of a labelled task.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Group">The source group.</param>
public sealed record ProduceGroup(Guid TaskId, string Group) : ITaskMessage
{
    Guid ITaskMessage.Id => TaskId;
}

/// <summary>Deletes everything of a task that is in phase <c>deleting</c>.</summary>
/// <param name="TaskId">The task.</param>
public sealed record DeleteTask(Guid TaskId) : ITaskMessage
{
    Guid ITaskMessage.Id => TaskId;
}
