namespace Audience.Contracts;

/// <summary>The queues that are not named by a task. Those that are come from the configuration (<c>QUEUES</c>).</summary>
public static class QueueNames
{
    /// <summary>The task sagas.</summary>
    public const string Tasks = "audience-tasks";

    /// <summary>Chunk planning, and the deletion of tasks.</summary>
    public const string Planning = "audience-planning";

    /// <summary>The dump sagas.</summary>
    public const string Dumps = "audience-dumps";
}
