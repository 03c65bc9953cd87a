using Audience.Data;
using Audience.Testing;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;

namespace Audience.Tests.Data.HostileServers;

/// <summary>A server in a zone with daylight saving has one hour in autumn twice; what leases are measured by goes on in it.</summary>
[Category("database")]
internal sealed class DaylightSavingTests
{
    // 1:00 UTC on a last Sunday of March and of October, when clocks in Europe change.
    private const long Spring = 1_774_746_000,
        Autumn = 1_792_890_000;

    [Test]
    public async Task Time_goes_on_while_an_hour_comes_again()
    {
        await using var server = await PrivateMariaDb.StartAsync();
        await using var schema = await TestDatabase.CreateAsync(server);
        await using (var connection = await server.OpenAsync())
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
        await using var output = OutputDatabases.MySql(
            new MySqlConnectionStringBuilder(schema.ConnectionString),
            schema.Name,
            NullLoggerFactory.Instance
        );
        await using var ours = await output.OpenAsync(default);
        // Half an hour before the hour comes again, and half an hour into its second time.
        foreach (long second in new[] { Spring - 1, Spring, Autumn - 1_800, Autumn + 1_800 })
        {
            await ours.ExecuteAsync($"SET timestamp = {second}");
            Assert.That(await ours.ExecuteScalarAsync<long>($"SELECT {output.Dialect.NowMs}"), Is.EqualTo(second * 1_000));
        }
    }
}
