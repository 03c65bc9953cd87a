using Audience.Local.Posts;
using Audience.Testing;
using MySqlConnector;

namespace Audience.Tests.Data.HostileServers;

/// <summary>Whatever the global settings of the source and the output server are, the tables come out the same.</summary>
[Category("database")]
internal sealed class GlobalSettingsTests
{
    private static readonly string[] s_modes =
    [
        "NO_BACKSLASH_ESCAPES",
        "ANSI",
        "ORACLE",
        "MSSQL",
        "EMPTY_STRING_IS_NULL",
        "PAD_CHAR_TO_FULL_LENGTH",
        "TRADITIONAL",
        "NO_ZERO_IN_DATE,NO_ZERO_DATE",
        "PIPES_AS_CONCAT",
        "HIGH_NOT_PRECEDENCE",
        "IGNORE_SPACE",
        "NO_UNSIGNED_SUBTRACTION",
        "ONLY_FULL_GROUP_BY",
        "SIMULTANEOUS_ASSIGNMENT",
        "TIME_ROUND_FRACTIONAL",
        "NO_AUTO_VALUE_ON_ZERO",
        "",
    ];

    private static readonly List<MadePost> s_posts =
    [
        .. Enumerable
            .Range(0, 200)
            .Select(i => new MadePost($"p{i}", "WH_F0045", "a", $@"😀\{i}'小姐", "t", "c", new DateTime(2020, 1, 1).AddMinutes(i))),
    ];

    private PrivateMariaDb _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await PrivateMariaDb.StartAsync();

    [OneTimeTearDown]
    public async Task EndAsync() => await _server.DisposeAsync();

    private static IEnumerable<string> Settings() =>
        s_modes
            .Select(mode => $"sql_mode = '{mode}'")
            .Concat([
                "autocommit = 0",
                "local_infile = 0",
                "sql_safe_updates = 1",
                "sql_select_limit = 3",
                "tx_isolation = 'READ-UNCOMMITTED'",
                "tx_isolation = 'SERIALIZABLE'",
                "time_zone = '-05:00'",
                "wait_timeout = 3",
                "net_write_timeout = 1",
                "max_allowed_packet = 1048576",
                "character_set_server = 'latin1'",
            ]);

    [TestCaseSource(nameof(Settings))]
    public async Task The_tables_are_the_same(string setting)
    {
        await using var input = await TestDatabase.CreateAsync(_server);
        await using var results = await TestDatabase.CreateAsync(_server);
        await MySqlPosts.WriteAsync(input.ConnectionString, s_posts, default);
        string name = setting.Split(' ')[0];
        string before = (await results.ScalarAsync<object>($"SELECT @@GLOBAL.{name}"))!.ToString()!;
        await input.ExecuteAsync($"SET GLOBAL {setting}");
        try
        {
            Assert.That(
                await LabelAsync(input, results),
                Is.EqualTo(s_posts.Select(p => $"{p.Id} WH_F0045_{p.Author} /female {p.Author}"))
            );
        }
        finally
        {
            await using var connection = await _server.OpenAsync();
            string value = ulong.TryParse(before, out _) ? before : $"'{before}'";
            await new MySqlCommand(
                $"SET SESSION sql_mode = '', autocommit = 1; SET GLOBAL {name} = {value}",
                connection
            ).ExecuteNonQueryAsync();
        }
    }

    private static async Task<List<string>> LabelAsync(TestDatabase input, TestDatabase results)
    {
        var settings = new Dictionary<string, string?> { ["CHUNK_SIZE"] = "1000" };
        foreach (var (role, database) in new[] { ("INPUT", input), ("OUTPUT", results) })
        {
            settings[role + "_HOST"] = database.Server.Host;
            settings[role + "_PORT"] = $"{database.Server.Port}";
            settings[role + "_USER"] = database.Server.User;
            settings[role + "_PASSWORD"] = database.Server.Password;
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
        return [.. rows.Select(r => $"{r.Id} {r.SourceAuthor} {r.Panel} {r.Match}")];
    }
}
