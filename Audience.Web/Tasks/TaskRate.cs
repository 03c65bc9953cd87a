using Audience.Client;

namespace Audience.Web.Tasks;

/// <summary>How fast a task is, as far as a list of tasks tells.</summary>
internal static class TaskRate
{
    /// <summary>
    /// Posts per second: over all of its labelling, or, while it labels, as its time left is reckoned; null where neither is known.
    /// </summary>
    public static double? Of(TaskSummary task) =>
        task.LengthReceiveTable is not > 0 ? null
        : task.RunTime is > 0 and var minutes ? task.LengthReceiveTable / (minutes * 60)
        : task is { Phase: "labeling", TimeLeft: > 0, Progress: > 0 and < 1 }
            ? task.LengthReceiveTable * (1 - task.Progress) / task.Progress / task.TimeLeft
        : null;
}
