using Audience.Client;

namespace Audience.Web.Tasks;

/// <summary>What a task's state means for who looks at it.</summary>
internal static class TaskStates
{
    /// <summary>Whether it is at work or waits for work; then it may be aborted.</summary>
    public static bool IsOpen(this TaskSummary task) => task.Phase is not ("done" or null);

    /// <summary>Whether it may go on where it stopped.</summary>
    public static bool MayResume(this TaskSummary task) => task.Stat == "FAILURE";
}
