using Audience.Testing;
using Dapper;

namespace Audience.Tests.Data.HostileServers;

/// <summary>A time zone with daylight saving, as the zone of a whole server.</summary>
internal static class SavingZone
{
    /// <summary>1:00 UTC on a last Sunday of March, in seconds since 1970: an hour is left out.</summary>
    public const long Spring = 1_774_746_000;

    /// <summary>1:00 UTC on a last Sunday of October, in seconds since 1970: an hour comes twice.</summary>
    public const long Autumn = 1_792_890_000;

    /// <summary>Makes it the zone of a server: an hour ahead of UTC, two between spring and autumn.</summary>
    public static async Task SetAsync(PrivateMariaDb server)
    {
        await using var connection = await server.OpenAsync();
        await connection.ExecuteAsync(
            $"""
            INSERT INTO mysql.time_zone (Time_zone_id, Use_leap_seconds) VALUES (4711, 'N');
            INSERT INTO mysql.time_zone_name (Name, Time_zone_id) VALUES ('Test/Saving', 4711);
            INSERT INTO mysql.time_zone_transition_type (Time_zone_id, Transition_type_id, `Offset`, Is_DST, Abbreviation)
            VALUES (4711, 0, 3600, 0, 'CET'), (4711, 1, 7200, 1, 'CEST');
            INSERT INTO mysql.time_zone_transition (Time_zone_id, Transition_time, Transition_type_id)
            VALUES (4711, {Spring}, 1), (4711, {Autumn}, 0);
            SET GLOBAL time_zone = 'Test/Saving';
            """
        );
    }
}
