namespace Audience.Contracts.Messages;

/// <summary>Starts a task whose <c>state</c> row has been written. Sent once by the API; harmless when repeated.</summary>
/// <param name="TaskId">The task.</param>
public sealed record CreateTask(Guid TaskId) : ITaskMessage
{
    Guid ITaskMessage.Id => TaskId;
}

/// <summary>Look at the tables of the task, and do what they ask for: something may have changed or be due.</summary>
/// <param name="TaskId">The task.</param>
public sealed record WakeTask(Guid TaskId) : ITaskMessage
{
    Guid ITaskMessage.Id => TaskId;
}

/// <summary>Published to every worker: cancel what you are doing for this task.</summary>
/// <param name="TaskId">The task.</param>
public sealed record AbortTask(Guid TaskId) : ITaskMessage
{
    Guid ITaskMessage.Id => TaskId;
}

/// <summary>Published to every worker: there is work that was not there before.</summary>
/// <param name="ParentId">The task, model or dump that it belongs to.</param>
public sealed record WorkAdded(Guid ParentId) : ITaskMessage
{
    Guid ITaskMessage.Id => ParentId;
}

/// <summary>Published to every worker: the leader stops, and another is to take over at once.</summary>
public sealed record LeadershipReleased;
