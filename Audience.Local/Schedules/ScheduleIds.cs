using Audience.Client;
using Audience.Local.Remote;

namespace Audience.Local.Schedules;

/// <summary>Finds a schedule by the beginning of its id.</summary>
internal static class ScheduleIds
{
    /// <inheritdoc cref="IdPrefix.FindAsync" path="/summary|/exception"/>
    public static Task<string> FindAsync(AudienceClient api, string id, CancellationToken cancellationToken) =>
        IdPrefix.FindAsync(
            id,
            async () => (await api.ListSchedulesAsync(cancellationToken)).ErrorMessage.Select(schedule => schedule.ScheduleId),
            "schedules",
            "the schedules"
        );
}
