namespace Audience.Contracts;

/// <summary>The queues that are not named by a task. Those that are come from the configuration (<c>QUEUES</c>).</summary>
public static class QueueNames
{
    /// <summary>The task sagas.</summary>
    public const string Tasks = "audience-tasks";

    /// <summary>Chunk planning.</summary>
    public const string Planning = "audience-planning";
}
