using System.Data.Common;
using Audience.Api.Errors;

namespace Audience.Api.Schedules;

/// <summary>The errors of <c>/schedules/</c>.</summary>
internal static class ScheduleErrors
{
    public static ApiException Bad(string message) => new(400, message);

    public static ApiException Unknown(string id) => new(404, $"there is no schedule {id}");

    /// <summary>Has the tables of schedules read or changed.</summary>
    /// <exception cref="ApiException">500: they cannot be.</exception>
    public static async Task<T> WithTablesAsync<T>(Func<Task<T>> use)
    {
        try
        {
            return await use();
        }
        catch (DbException e)
        {
            throw new ApiException(500, "the tables of schedules cannot be used: " + e.Message, e);
        }
    }
}
