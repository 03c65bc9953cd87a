using System.Text.Json;
using Audience.Samples;
using Dapper;

namespace Audience.Tests.Api;

/// <summary>Audiences hold exactly the authors that production rows say, of one task and of several.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class AudienceTests(Backend backend)
{
    private static readonly string[] s_panels = ["/female", "/male", "/married", "/young"];
    private TestSystem _system = null!;
    private string[] _tasks = [];

    // Source group and source_author: their panels.
    private readonly Dictionary<(string Group, string Author), HashSet<string>> _authors = [];

    [OneTimeSetUp]
    public async Task LabelAsync()
    {
        _system = await TestSystem.StartAsync(backend, new PostMaker(12_000, new DateTime(2020, 1, 1), 30).Make());
        _tasks = [await CreateAsync("2020-01-01", "2020-01-20"), await CreateAsync("2020-01-10", "2020-02-01")];
        foreach (string task in _tasks)
        foreach (string group in (await _system.Http.WaitUntilDoneAsync(task)).Text("result")!.Split(','))
        foreach (var row in await _system.RowsAsync("wh_panel_mapping_" + group, task))
        {
            if (!_authors.TryGetValue((group, row.SourceAuthor), out var panels))
                _authors[(group, row.SourceAuthor)] = panels = [];
            panels.Add(row.Panel);
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _system.DisposeAsync();

    [Test]
    public async Task Expressions_count_what_production_rows_say()
    {
        (object Where, Func<HashSet<string>, bool> Holds)[] cases =
        [
            ("/female", p => p.Contains("/female")),
            (new { not = "/female" }, p => !p.Contains("/female")),
            (new { and = new object[] { "/female", new { not = "/married" } } }, p => p.Contains("/female") && !p.Contains("/married")),
            (
                new { or = new object[] { "/male", new { and = new[] { "/young", "/married" } } } },
                p => p.Contains("/male") || p.IsSupersetOf(["/young", "/married"])
            ),
        ];
        foreach (var (where, holds) in cases)
            await AssertCountAsync(where, holds);
    }

    [Test]
    public async Task Without_packed_members_production_rows_are_read()
    {
        await ExecuteAsync("UPDATE task_group SET member_parts = NULL WHERE task_id = @task");
        await AssertCountAsync("/female", p => p.Contains("/female"));
        foreach (string group in _authors.Keys.Select(a => a.Group).Distinct())
        {
            string table = _system.Output.Dialect.Table(_system.Output.Schema, "wh_panel_mapping_" + group);
            await ExecuteAsync($"UPDATE {table} SET author_hash = 0 WHERE task_id = @task");
        }
        await AssertCountAsync(new { not = "/male" }, p => !p.Contains("/male"));
    }

    [Test]
    public async Task Every_combination_that_occurs_is_told()
    {
        var answer = await _system.Http.PostAsync("/audiences/overlap/", new { OF = _tasks, PANELS = s_panels[..3] });
        var overlap = Value(answer);
        var got = overlap.GetProperty("combinations").EnumerateArray().ToDictionary(Names, c => c.GetProperty("authors").GetInt64());
        var expected = _authors
            .Values.Select(p => string.Join(' ', s_panels[..3].Where(p.Contains)))
            .GroupBy(p => p)
            .ToDictionary(p => p.Key, p => p.LongCount());
        long others = expected.GetValueOrDefault("");
        expected.Remove("");
        Assert.Multiple(() =>
        {
            Assert.That(got, Is.EquivalentTo(expected));
            Assert.That(got, Has.Count.GreaterThan(3));
            Assert.That(overlap.GetProperty("others").GetInt64(), Is.EqualTo(others).And.GreaterThan(0));
            Assert.That(overlap.GetProperty("authors").GetInt64(), Is.EqualTo(expected.Values.Sum()));
        });
    }

    [Test]
    public async Task Only_some_source_groups_where_asked()
    {
        var all = Value(await CountAsync("/female")).GetProperty("groups");
        var some = Value(
            await _system.Http.PostAsync(
                "/audiences/count/",
                new
                {
                    OF = _tasks,
                    WHERE = "/female",
                    GROUPS = new[] { "fbfans" },
                }
            )
        );
        Assert.That(some.GetProperty("groups").ToString(), Is.EqualTo($$"""{"fbfans":{{all.GetProperty("fbfans")}}}"""));
        Assert.That(some.GetProperty("authors").GetInt64(), Is.EqualTo(all.GetProperty("fbfans").GetInt64()));
    }

    [TestCase("""{"OF": [], "WHERE": "/female"}""", "OF has 0 tasks")]
    [TestCase("""{"OF": ["TASK"], "WHERE": "/rich"}""", "unknown panel '/rich': the tasks of OF have /female, /male, /married, /young")]
    [TestCase("""{"OF": ["TASK"], "WHERE": "female"}""", "'female' is not the name of a panel")]
    [TestCase("""{"OF": ["TASK"], "WHERE": {"xor": []}}""", "'xor' is none of and, or, not")]
    [TestCase("""{"OF": ["TASK"], "WHERE": {"and": []}}""", "'and' takes a list of at least one expression")]
    [TestCase("""{"OF": ["TASK"], "WHERE": {"and": ["/female"], "or": ["/male"]}}""", "is made of a panel")]
    [TestCase("""{"OF": ["TASK"], "WHERE": 5}""", "is made of a panel")]
    [TestCase("""{"OF": ["TASK"], "WHERE": "/female", "GROUPS": ["nowhere"]}""", "no source group 'nowhere', only ")]
    [TestCase("""{"OF": ["00000000000000000000000000000000"]}""", "there is no task 0000")]
    [TestCase("""{"OF": ["7"]}""", "not in proper format")]
    public async Task What_cannot_be_counted_is_refused(string body, string message)
    {
        var answer = await _system.Http.PostAsync("/audiences/count/", body.Replace("TASK", _tasks[0], StringComparison.Ordinal));
        Assert.That(
            answer.GetProperty("error_code").GetInt32(),
            Is.EqualTo(message.StartsWith("there", StringComparison.Ordinal) ? 404 : 400)
        );
        Assert.That(answer.GetProperty("error_message").GetString(), Does.Contain(message));
    }

    [TestCase(25, "has more than 24 levels")]
    [TestCase(1_000, "more than 64 levels")]
    public async Task Deep_expressions_are_refused(int levels, string message)
    {
        string where = string.Concat(Enumerable.Repeat("{\"not\":", levels)) + "\"/female\"" + new string('}', levels);
        var answer = await _system.Http.PostAsync("/audiences/count/", $$"""{"OF": ["{{_tasks[0]}}"], "WHERE": {{where}}}""");
        Assert.That(answer.ToString(), Does.Contain(message).And.Not.Contain("\"error_code\":200"));
    }

    [Test]
    public async Task A_label_that_no_author_got_is_known_and_an_unfinished_task_refused()
    {
        string task = await CreateAsync(
            "2020-01-01",
            "2020-01-02",
            new { female = new[] { "小姐" }, nobody = new[] { "nobody-says-this" } }
        );
        await _system.Http.WaitUntilDoneAsync(task);
        var nobody = await _system.Http.PostAsync("/audiences/count/", new { OF = new[] { task }, WHERE = "/nobody" });
        Assert.That(Value(nobody).GetProperty("authors").GetInt64(), Is.Zero);
        await ExecuteAsync("UPDATE state SET prod_stat = 'start' WHERE task_id = @task", task);
        var unfinished = await _system.Http.PostAsync("/audiences/count/", new { OF = new[] { task }, WHERE = "/female" });
        Assert.That(unfinished.ToString(), Does.Contain($"task {task} is not finished"));
    }

    [Test]
    public async Task Nothing_of_a_deleted_task_is_left()
    {
        string task = await CreateAsync("2020-01-01", "2020-01-05");
        await _system.Http.WaitUntilDoneAsync(task);
        Assert.That(await MembersAsync(), Is.GreaterThan(0));
        await _system.Http.PostAsync("/tasks/delete/", new { TASK_ID = task });
        await Eventually.GetAsync(MembersAsync, left => left == 0, TimeSpan.FromMinutes(1));

        Task<long> MembersAsync() => _system.CountAsync("SELECT COUNT(*) FROM task_group_member WHERE task_id = @task", new { task });
    }

    private async Task AssertCountAsync(object where, Func<HashSet<string>, bool> holds)
    {
        var count = Value(await CountAsync(where));
        var expected = _authors.GroupBy(a => a.Key.Group).ToDictionary(g => g.Key, g => g.LongCount(a => holds(a.Value)));
        Assert.Multiple(() =>
        {
            Assert.That(
                count.GetProperty("groups").EnumerateObject().ToDictionary(g => g.Name, g => g.Value.GetInt64()),
                Is.EquivalentTo(expected)
            );
            Assert.That(count.GetProperty("authors").GetInt64(), Is.EqualTo(expected.Values.Sum()).And.GreaterThan(0));
        });
    }

    private Task<JsonElement> CountAsync(object where) => _system.Http.PostAsync("/audiences/count/", new { OF = _tasks, WHERE = where });

    private Task<string> CreateAsync(string from, string to, object? pattern = null) =>
        _system.Http.CreateTaskAsync(
            new
            {
                PREDICT_TYPE = "author_name",
                START_TIME = from,
                END_TIME = to,
                COUNTDOWN = 0,
                PATTERN = pattern
                    ?? new
                    {
                        female = new[] { "小姐", "娘", "a" },
                        male = new[] { "哥", "先生", "o" },
                        married = new[] { "太太", "i" },
                        young = new[] { "e", "王" },
                    },
            }
        );

    private async Task ExecuteAsync(string sql, string? task = null)
    {
        await using var connection = await _system.Output.OpenAsync(default);
        await connection.ExecuteAsync(sql, new { task = task ?? _tasks[0] });
    }

    private static JsonElement Value(JsonElement answer)
    {
        Assert.That(answer.GetProperty("error_code").GetInt32(), Is.EqualTo(200), answer.ToString());
        return answer.GetProperty("error_message");
    }

    private static string Names(JsonElement combination) =>
        string.Join(' ', combination.GetProperty("panels").EnumerateArray().Select(p => p.GetString()));
}
