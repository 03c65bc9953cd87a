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
    [Test]
    public async Task Time_goes_on_while_an_hour_comes_again()
    {
        await using var server = await PrivateMariaDb.StartAsync();
        await using var schema = await TestDatabase.CreateAsync(server);
        await SavingZone.SetAsync(server);
        await using var output = OutputDatabases.MySql(
            new MySqlConnectionStringBuilder(schema.ConnectionString),
            schema.Name,
            NullLoggerFactory.Instance
        );
        await using var ours = await output.OpenAsync(default);
        // Half an hour before the hour comes again, and half an hour into its second time.
        foreach (long second in new[] { SavingZone.Spring - 1, SavingZone.Spring, SavingZone.Autumn - 1_800, SavingZone.Autumn + 1_800 })
        {
            await ours.ExecuteAsync($"SET timestamp = {second}");
            Assert.That(await ours.ExecuteScalarAsync<long>($"SELECT {output.Dialect.NowMs}"), Is.EqualTo(second * 1_000));
        }
    }
}
