using Audience.Testing;

namespace Audience.Tests.Data.HostileServers;

/// <summary>Servers that were started with what they cannot change while they run: the tables come out the same.</summary>
[Category("database")]
internal sealed class OwnServersTests
{
    [TestCase("--lower-case-table-names=1")]
    [TestCase("--character-set-server=big5 --skip-character-set-client-handshake")]
    [TestCase("--innodb-strict-mode=OFF --explicit-defaults-for-timestamp=OFF --max-allowed-packet=1M --max-connections=30")]
    public async Task The_tables_are_the_same(string arguments)
    {
        await using var server = await PrivateMariaDb.StartAsync(new PrivateMariaDbOptions { Arguments = arguments.Split(' ') });
        await using var input = await TestDatabase.CreateAsync(server);
        await using var results = await TestDatabase.CreateAsync(server);
        await MainJob.FillAsync(input);
        await MainJob.CheckAsync(input, results);
    }
}
