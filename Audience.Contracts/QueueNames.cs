namespace Audience.Contracts;

/// <summary>
/// The broker's queues, and the names under which work waits in the tables. Those of tasks come from the configuration (<c>QUEUES</c>).
/// </summary>
public static class QueueNames
{
    /// <summary>The task sagas.</summary>
    public const string Tasks = "audience-tasks";

    /// <summary>The dump sagas.</summary>
    public const string Dumps = "audience-dumps";

    /// <summary>The model sagas.</summary>
    public const string Models = "audience-models";

    /// <summary>Where previews of tasks with a QUEUE wait.</summary>
    /// <param name="queue">One of QUEUES.</param>
    public static string Previews(string queue) => "audience-previews-" + queue;

    /// <summary>
    /// Where model jobs with a QUEUE of the configuration wait: model workers serve it, label workers serve QUEUE itself.
    /// </summary>
    /// <param name="modelQueue">MODEL_QUEUE.</param>
    /// <param name="queue">One of QUEUES, or MODEL_QUEUE.</param>
    public static string ModelJobs(string modelQueue, string queue) => queue == modelQueue ? modelQueue : $"{modelQueue}.{queue}";
}
