using System.Text.Json;
using Audience.Samples;
using Microsoft.Data.Sqlite;

namespace Audience.Tests.Api;

/// <summary>What there is to label, and when it was posted: the same from a server and from files.</summary>
[Category("database"), NonParallelizable]
internal sealed class SourceTests
{
    private static readonly DateTime s_first = new(2020, 1, 1, 6, 0, 0);

    [TestCase(Backend.Embedded)]
    [TestCase(Backend.Servers)]
    public async Task Tables_that_fit_are_listed_with_their_size_and_range(Backend backend)
    {
        await using var system = await TestSystem.StartAsync(backend, Posts(300, TimeSpan.FromMinutes(10)));
        await RunAsync(system, "CREATE TABLE notes (id INT, s_id INT, author INT)");
        await RunAsync(system, "CREATE TABLE bare (ID INT, s_id INT, Author INT, post_time DATETIME, title INT)");
        var tables = await ListAsync(system);
        Assert.That(tables.Select(t => t.Text("input_table")), Is.EqualTo(["bare", "ts_page_content"]));
        var (bare, posts) = (tables[0], tables[1]);
        Assert.Multiple(() =>
        {
            Assert.That(Types(bare), Is.EqualTo(["author_name", "title"]));
            Assert.That((bare.Text("has_time_index"), bare.Text("first_post")), Is.EqualTo(("False", (string?)null)));
            Assert.That(Types(posts), Is.EqualTo(["author_name", "content", "title", "s_area_id"]));
            Assert.That(posts.Text("has_time_index"), Is.EqualTo("True"));
            Assert.That(posts.GetProperty("is_default").GetBoolean(), Is.EqualTo(true));
            Assert.That(posts.Text("first_post"), Is.EqualTo("2020-01-01T06:00:00"));
            Assert.That(posts.Text("last_post"), Is.EqualTo("2020-01-03T07:50:00"));
            Assert.That(posts.GetProperty("approximate_rows").GetInt64(), Is.EqualTo(300).Within(100));
        });
    }

    [TestCase(Backend.Embedded)]
    [TestCase(Backend.Servers)]
    public async Task Posts_are_counted_by_day(Backend backend)
    {
        await using var system = await TestSystem.StartAsync(backend, Posts(300, TimeSpan.FromMinutes(10)));
        string path = $"/sources/{system.InputSchema}/ts_page_content/timeline";
        var all = (await system.Http.ReadAsync(path)).GetProperty("error_message");
        Assert.That(Points(all), Is.EqualTo([("2020-01-01", 108L), ("2020-01-02", 144L), ("2020-01-03", 48L)]));
        Assert.That(all.GetProperty("points").EnumerateArray().All(p => p.GetProperty("is_exact").GetBoolean()), Is.True);
        var part = (await system.Http.ReadAsync(path + "/?from=2019-12-31&to=2020-01-02")).GetProperty("error_message");
        Assert.That(Points(part), Is.EqualTo([("2019-12-31", 0L), ("2020-01-01", 108L)]));
        var years = (await system.Http.ReadAsync(path + "/?from=2019-01-01&to=2022-01-01")).GetProperty("error_message");
        Assert.That(years.GetProperty("days_per_point").GetInt32(), Is.EqualTo(3));
        Assert.That(Points(years).Sum(p => p.Posts), Is.EqualTo(300));
    }

    [TestCase(Backend.Embedded)]
    [TestCase(Backend.Servers)]
    public async Task Of_many_posts_a_sample_tells_how_many(Backend backend)
    {
        // A day and a half, twice as busy after the first noon as before.
        var posts = Posts(8_000, TimeSpan.FromSeconds(9)).Concat(Posts(4_000, TimeSpan.FromSeconds(9), 43_200 - 21_600));
        await using var system = await TestSystem.StartAsync(backend, posts);
        var timeline = (await system.Http.ReadAsync($"/sources/{system.InputSchema}/ts_page_content/timeline/")).GetProperty(
            "error_message"
        );
        var first = timeline.GetProperty("points")[0];
        // 7,200 from six o'clock on, 4,000 of them since noon.
        Assert.That(first.GetProperty("is_exact").GetBoolean(), Is.False);
        Assert.That(first.GetProperty("posts").GetInt64(), Is.EqualTo(11_200).Within(5).Percent);
    }

    [TestCase("/sources/nowhere/ts_page_content/timeline/", 404, "GET /sources/ lists")]
    [TestCase("/sources/wh_tiktok/x'%60%22;/timeline/", 404, "GET /sources/ lists")]
    [TestCase("/sources/..%2Fx/y/timeline/", 404, "GET /sources/ lists")]
    [TestCase("/sources/wh_tiktok/ts_page_content/timeline/?from=x", 400, "from 'x' is no day")]
    [TestCase("/sources/wh_tiktok/ts_page_content/timeline/?from=2020-01-02&to=2020-01-02", 400, "must be earlier than to")]
    public async Task What_cannot_be_meant_is_said(string path, int code, string message)
    {
        var answer = await SharedApi.Http.ReadAsync(path);
        Assert.That(answer.GetProperty("error_code").GetInt32(), Is.EqualTo(code));
        Assert.That(answer.Text("error_message"), Does.Contain(message));
    }

    [Test]
    public async Task A_table_without_an_index_or_without_posts_has_no_timeline_and_other_files_are_no_sources()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, []);
        await File.WriteAllTextAsync(Path.Combine(system.DataDirectory, "other.db"), new string('x', 4096));
        await RunAsync(system, "CREATE TABLE bare (id INT, s_id INT, author INT, post_time DATETIME)");
        Assert.That(await ListAsync(system), Has.Count.EqualTo(2));
        var bare = await system.Http.ReadAsync("/sources/wh_tiktok/bare/timeline/");
        Assert.That(bare.Text("error_message"), Does.Contain("no index on post_time"));
        var empty = await system.Http.ReadAsync("/sources/wh_tiktok/ts_page_content/timeline/");
        Assert.That(empty.GetProperty("error_message").GetProperty("points").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task What_the_account_may_not_read_is_not_listed()
    {
        await using var database = await TestDatabase.CreateAsync();
        string user = "r" + database.Name[5..25];
        const string Columns = "(id INT, s_id INT, author INT, post_time DATETIME)";
        await database.ExecuteAsync(
            $"CREATE TABLE open {Columns}; CREATE TABLE secret {Columns}; CREATE TABLE mailbox {Columns}; "
                + $"CREATE USER {user} IDENTIFIED BY 'p'; GRANT SELECT ON {database.Name}.open TO {user}; "
                + $"GRANT INSERT ON {database.Name}.mailbox TO {user}"
        );
        await using var system = await TestSystem.StartAsync(
            Backend.Embedded,
            [],
            new Dictionary<string, string?>
            {
                ["INPUT_HOST"] = database.Server.Host,
                ["INPUT_PORT"] = $"{database.Server.Port}",
                ["INPUT_USER"] = user,
                ["INPUT_PASSWORD"] = "p",
                ["INPUT_SCHEMA"] = database.Name,
            }
        );
        Assert.That((await ListAsync(system)).Select(t => t.Text("input_table")), Is.EqualTo(["open"]));
        var secret = await system.Http.ReadAsync($"/sources/{database.Name}/secret/timeline/");
        Assert.That(secret.GetProperty("error_code").GetInt32(), Is.EqualTo(404));
        await database.ExecuteAsync($"DROP USER {user}");
    }

    [Test]
    public async Task A_source_that_is_away_is_told()
    {
        await using var system = await TestSystem.StartAsync(
            Backend.Embedded,
            [],
            new Dictionary<string, string?> { ["INPUT_HOST"] = "127.0.0.1", ["INPUT_PORT"] = $"{Audience.Testing.FreePort.Take()}" }
        );
        var answer = await system.Http.ReadAsync("/sources/");
        Assert.That(answer.GetProperty("error_code").GetInt32(), Is.EqualTo(503));
        Assert.That(answer.Text("error_message"), Does.StartWith("the source database cannot be read"));
    }

    private static async Task<List<JsonElement>> ListAsync(TestSystem system) =>
        [
            .. (await system.Http.ReadAsync("/sources"))
                .GetProperty("error_message")
                .EnumerateArray()
                .Where(t => t.Text("input_schema") == system.InputSchema || system.Input is null),
        ];

    private static IEnumerable<string?> Types(JsonElement table) =>
        table.GetProperty("predict_types").EnumerateArray().Select(t => t.GetString());

    private static List<(string Day, long Posts)> Points(JsonElement timeline) =>
        [.. timeline.GetProperty("points").EnumerateArray().Select(p => (p.Text("day")!, p.GetProperty("posts").GetInt64()))];

    private static async Task RunAsync(TestSystem system, string sql)
    {
        if (system.Input is { } input)
        {
            await input.ExecuteAsync(sql);
            return;
        }
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(system.DataDirectory, SqlitePosts.Schema)}.db");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static IEnumerable<MadePost> Posts(int count, TimeSpan apart, int shift = 0) =>
        Enumerable
            .Range(0, count)
            .Select(i => new MadePost(
                $"p{shift}-{i}",
                "WH_F0045",
                "a",
                $"王{i % 40}小姐",
                "t",
                "c",
                s_first.AddSeconds(shift) + apart * i
            ));
}
