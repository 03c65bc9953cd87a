using Audience.Client;
using Audience.Local.Remote;

namespace Audience.Local.Schedules;

/// <summary>Finds a schedule by the beginning of its id.</summary>
internal static class ScheduleIds
{
    private const int IdLength = 32;

    /// <summary>The id that begins so; a whole id, or one with dashes, is taken as it stands.</summary>
    /// <exception cref="ApiCallException">None or several begin so.</exception>
    public static async Task<string> FindAsync(AudienceClient api, string id, CancellationToken cancellationToken)
    {
        if (id.Length >= IdLength)
            return id;
        var all = (await api.ListSchedulesAsync(cancellationToken)).ErrorMessage;
        string[] found = [.. all.Select(s => s.ScheduleId).Where(s => s.StartsWith(id, StringComparison.OrdinalIgnoreCase))];
        return found switch
        {
            [var one] => one,
            [] => throw new ApiCallException($"no schedule has an id that begins with '{id}'"),
            _ => throw new ApiCallException($"several schedules have an id that begins with '{id}': {string.Join(", ", found.Take(5))}"),
        };
    }
}
