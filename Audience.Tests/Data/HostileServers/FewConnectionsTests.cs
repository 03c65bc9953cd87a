namespace Audience.Tests.Data.HostileServers;

/// <summary>
/// An account that may have few connections at a time: what is to be done waits for one, and the tables come out the same.
/// </summary>
[Category("database")]
internal sealed class FewConnectionsTests
{
    [Test]
    public async Task The_tables_are_the_same()
    {
        await using var input = await TestDatabase.CreateAsync();
        await using var results = await TestDatabase.CreateAsync();
        await MainJob.FillAsync(input);
        string user = "few" + Guid.NewGuid().ToString("N")[..20],
            password = Guid.NewGuid().ToString("N");
        await input.ExecuteAsync(
            $"CREATE USER '{user}'@'%' IDENTIFIED BY '{password}' WITH MAX_USER_CONNECTIONS 3; "
                + $"GRANT SELECT ON `{input.Name}`.* TO '{user}'@'%'; GRANT ALL ON `{results.Name}`.* TO '{user}'@'%'"
        );
        try
        {
            await MainJob.CheckAsync(input, results, (user, password));
        }
        finally
        {
            await input.ExecuteAsync($"DROP USER '{user}'@'%'");
        }
    }
}
