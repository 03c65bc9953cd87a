using Audience.Client;
using Audience.Local.Remote;

namespace Audience.Local.Tasks;

/// <summary>Finds a task by the beginning of its id.</summary>
internal static class TaskIds
{
    /// <summary>How much of an id tables show: with so many digits, tasks are told apart.</summary>
    public const int ShownDigits = 12;

    private const int IdLength = 32,
        LatestTasks = 200;

    /// <summary>The id that begins so, among the latest 200 tasks; a whole id, or one with dashes, is taken as it stands.</summary>
    /// <exception cref="ApiCallException">None or several begin so.</exception>
    public static async Task<string> FindAsync(AudienceClient api, string id, CancellationToken cancellationToken)
    {
        if (id.Length >= IdLength)
            return id;
        var tasks = (await api.ListTasksAsync(LatestTasks, cancellationToken: cancellationToken)).Content;
        string[] found = [.. tasks.Select(task => task.TaskId).Where(task => task.StartsWith(id, StringComparison.OrdinalIgnoreCase))];
        return found switch
        {
            [var one] => one,
            [] => throw new ApiCallException($"none of the latest {LatestTasks} tasks has an id that begins with '{id}'"),
            _ => throw new ApiCallException($"several tasks have an id that begins with '{id}': {string.Join(", ", found.Take(5))}"),
        };
    }
}
