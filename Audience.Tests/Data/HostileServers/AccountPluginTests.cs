using Audience.Tests.Api;

namespace Audience.Tests.Data.HostileServers;

/// <summary>An account that signs in by a plugin that the driver lacks: the error names it, and says what to do.</summary>
[Category("database")]
internal sealed class AccountPluginTests
{
    private const string Named =
        "the account uses the authentication plugin client_ed25519, which is not supported here: use another account";

    private static readonly string s_user = "ed" + Guid.NewGuid().ToString("N")[..20],
        s_password = Guid.NewGuid().ToString("N");

    private TestDatabase _database = null!;

    [OneTimeSetUp]
    public async Task AddAccountAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ExecuteAsync(
            "INSTALL PLUGIN IF NOT EXISTS ed25519 SONAME 'auth_ed25519'; "
                + $"CREATE USER '{s_user}'@'%' IDENTIFIED VIA ed25519 USING PASSWORD('{s_password}'); GRANT ALL ON *.* TO '{s_user}'@'%'"
        );
    }

    [OneTimeTearDown]
    public async Task DropAccountAsync()
    {
        await _database.ExecuteAsync($"DROP USER '{s_user}'@'%'");
        await _database.DisposeAsync();
    }

    [Test]
    public async Task Of_the_source()
    {
        await using var system = await StartAsync("INPUT");
        (await system.Http.PostAnswerAsync("/tasks/", SharedApi.Body())).ShouldBegin(400, Named);
        (await system.Http.GetAnswerAsync("/sources/")).ShouldBegin(503, "the source database cannot be read: " + Named);
    }

    [Test]
    public async Task Of_the_output()
    {
        await using var system = await StartAsync("OUTPUT");
        (await system.Http.PostAnswerAsync("/tasks/", SharedApi.Body())).ShouldBegin(
            503,
            "cannot connect to output schema, additional error message: " + Named
        );
        Assert.That((await system.Http.ReadAsync("/health/ready")).ToString(), Does.Contain(Named));
    }

    [Test]
    public async Task Of_a_site()
    {
        await using var system = await StartAsync("");
        var server = _database.Server;
        var site = new
        {
            host = "127.0.0.1",
            port = server.Port,
            user = s_user,
            password = s_password,
            db = _database.Name,
            charset = "utf8mb4",
        };
        var answer = await system.Http.PostAnswerAsync("/tasks/", SharedApi.Body(("SITE_CONFIG", site)));
        answer.ShouldBegin(400, Named);
        Assert.That(answer.Text, Does.Not.Contain(s_password));
    }

    private Task<TestSystem> StartAsync(string role)
    {
        var settings = new Dictionary<string, string?> { ["SITE_HOSTS"] = "127.0.0.1" };
        if (role.Length > 0)
        {
            settings[role + "_HOST"] = _database.Server.Host;
            settings[role + "_PORT"] = $"{_database.Server.Port}";
            settings[role + "_USER"] = s_user;
            settings[role + "_PASSWORD"] = s_password;
            settings[role + "_SCHEMA"] = _database.Name;
        }
        return TestSystem.StartAsync(Backend.Embedded, SharedApi.Posts, settings);
    }
}
