using Audience.Samples;

namespace Audience.Tests.Api;

/// <summary>Which schema a task with a SITE_CONFIG reads.</summary>
[Category("database")]
internal sealed class SiteSchemaTests
{
    [TestCase(false, false, 5)]
    [TestCase(true, false, 2)]
    [TestCase(true, true, 5)]
    public async Task Db_is_the_schema_unless_INPUT_SCHEMA_names_one(bool db, bool named, int posts)
    {
        await using var input = await TestDatabase.CreateAsync();
        await using var other = await TestDatabase.CreateAsync();
        await MySqlPosts.WriteAsync(input.ConnectionString, Made(5), default);
        await MySqlPosts.WriteAsync(other.ConnectionString, Made(2), default);
        var server = input.Server;
        var settings = new Dictionary<string, string?>
        {
            ["INPUT_HOST"] = server.Host,
            ["INPUT_PORT"] = $"{server.Port}",
            ["INPUT_USER"] = server.User,
            ["INPUT_PASSWORD"] = server.Password,
            ["INPUT_SCHEMA"] = input.Name,
            ["SECRET_KEYS"] = Convert.ToBase64String(new byte[32]),
        };
        await using var system = await TestSystem.StartAsync(Backend.Embedded, [], settings);
        var site = new Dictionary<string, object>
        {
            ["host"] = server.Host,
            ["port"] = server.Port,
            ["user"] = server.User,
            ["password"] = server.Password,
        };
        if (db)
            site["db"] = other.Name;
        var body = new Dictionary<string, object>
        {
            ["START_TIME"] = "2020-01-01",
            ["END_TIME"] = "2021-01-01",
            ["COUNTDOWN"] = 0,
            ["PATTERN"] = new { female = new[] { "小姐" } },
            ["SITE_CONFIG"] = site,
        };
        if (named)
            body["INPUT_SCHEMA"] = input.Name;
        var task = await system.Http.WaitUntilDoneAsync(await system.Http.CreateTaskAsync(body));
        Assert.That(task.GetProperty("length_receive_table").GetInt64(), Is.EqualTo(posts), task.ToString());
    }

    private static IEnumerable<MadePost> Made(int count) =>
        Enumerable
            .Range(0, count)
            .Select(i => new MadePost($"p{i}", "WH_F0045", "a", "小姐", "t", "c", new DateTime(2020, 1, 1).AddMinutes(i)));
}
