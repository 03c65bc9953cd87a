using Audience.Client;
using Audience.Local.Remote;

namespace Audience.Local.Tasks;

/// <summary>Finds a task by the beginning of its id.</summary>
internal static class TaskIds
{
    /// <summary>How much of an id tables show: with so many digits, tasks are told apart.</summary>
    public const int ShownDigits = 12;

    private const int LatestTasks = 200;

    /// <summary>The id that begins so, among the latest 200 tasks; a whole id, or one with dashes, is taken as it stands.</summary>
    /// <exception cref="ApiCallException">None or several begin so.</exception>
    public static Task<string> FindAsync(AudienceClient api, string id, CancellationToken cancellationToken) =>
        IdPrefix.FindAsync(
            id,
            async () => (await api.ListTasksAsync(LatestTasks, cancellationToken: cancellationToken)).Content.Select(task => task.TaskId),
            "tasks",
            $"the latest {LatestTasks} tasks"
        );
}
