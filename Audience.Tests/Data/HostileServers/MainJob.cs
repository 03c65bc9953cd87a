using Audience.Samples;

namespace Audience.Tests.Data.HostileServers;

/// <summary>A task whose texts hold what badly set up servers spoil: characters beyond U+FFFF, backslashes and quotes.</summary>
internal static class MainJob
{
    private static readonly List<MadePost> s_posts =
    [
        .. Enumerable
            .Range(0, 200)
            .Select(i => new MadePost($"p{i}", "WH_F0045", "a", $@"😀\{i}'小姐", "t", "c", new DateTime(2020, 1, 1).AddMinutes(i))),
    ];

    /// <summary>Writes its posts.</summary>
    public static Task FillAsync(TestDatabase input) => MySqlPosts.WriteAsync(input.ConnectionString, s_posts, default);

    /// <summary>Labels and produces from one schema into the other: every row is as it must be.</summary>
    public static async Task CheckAsync(TestDatabase input, TestDatabase results, (string User, string Password)? account = null)
    {
        var settings = new Dictionary<string, string?> { ["CHUNK_SIZE"] = "1000" };
        foreach (var (role, database) in new[] { ("INPUT", input), ("OUTPUT", results) })
        {
            settings[role + "_HOST"] = database.Server.Host;
            settings[role + "_PORT"] = $"{database.Server.Port}";
            (settings[role + "_USER"], settings[role + "_PASSWORD"]) = account ?? (database.Server.User, database.Server.Password);
            settings[role + "_SCHEMA"] = database.Name;
        }
        await using var system = await TestSystem.StartAsync(Backend.Embedded, [], settings);
        string id = await system.Http.CreateTaskAsync(
            new
            {
                START_TIME = "2020-01-01",
                END_TIME = "2021-01-01",
                COUNTDOWN = 0,
                PATTERN = new { female = new[] { "小姐" } },
            }
        );
        var task = await system.Http.WaitUntilDoneAsync(id);
        Assert.That(task.Text("prod_stat"), Is.EqualTo("finish"), task.ToString());
        var rows = await system.RowsAsync("fbfans", id);
        Assert.That(await system.CountAsync("SELECT COUNT(*) FROM wh_panel_mapping_fbfans"), Is.EqualTo(s_posts.Count));
        Assert.That(
            rows.Select(r => $"{r.Id} {r.SourceAuthor} {r.Panel} {r.Match}"),
            Is.EqualTo(s_posts.Select(p => $"{p.Id} WH_F0045_{p.Author} /female {p.Author}"))
        );
    }
}
