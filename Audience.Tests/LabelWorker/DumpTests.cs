using System.IO.Compression;
using System.Text;
using Audience.Hosting.Settings;
using Audience.Labeling.Panels;
using Audience.Samples;
using Dapper;

namespace Audience.Tests.LabelWorker;

/// <summary>Dumps from the REST call to the loaded file, against a computation that shares no code with them.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class DumpTests(Backend backend)
{
    private static readonly string[] s_gender = ["/male", "/female"];

    /// <summary>A row of a panel table.</summary>
    private sealed record Row(string? SourceAuthor, string? Panel, DateTime? Time, string? Match);

    [Test]
    public async Task A_dump_merges_two_tasks_with_last_year_and_loads_into_an_empty_database()
    {
        await using var system = await TestSystem.StartAsync(backend, new PostMaker(6_000, new DateTime(2020, 1, 1), 60).Make());
        await using var last = await LastYear.CreateAsync(system, backend);
        string[] tasks =
        [
            await FinishAsync(
                system,
                "2020-01-01",
                "2020-02-01",
                new
                {
                    女性 = new[] { "小姐", "姐" },
                    男性 = new[] { "先生", "哥" },
                    已婚 = new[] { "太太" },
                }
            ),
            // The other way round, so that authors of both months change sides.
            await FinishAsync(system, "2020-02-01", "2020-03-01", new { 女性 = new[] { "先生", "哥" }, 男性 = new[] { "小姐", "姐" } }),
        ];
        var fresh = await FreshAsync(system, tasks);
        var old = LastYearRows(fresh["fb"]);
        await last.WriteAsync("wh_panel_mapping_fb", old);

        var asked = await system.Http.PostAsync(
            "/tasks/dump/",
            new
            {
                GROUP = "GENDER",
                TASK_IDS = tasks,
                INPUT_DATABASE = last.Schema,
            }
        );
        string id = asked.GetProperty("error_message").Text("dump_id")!;
        var dump = await Eventually.GetAsync(
            async () => (await system.Http.ReadAsync($"/tasks/dump/{id}")).GetProperty("error_message"),
            d => d.Text("status") is "finished" or "failed",
            TimeSpan.FromMinutes(2)
        );

        Assert.That(dump.Text("status"), Is.EqualTo("finished"), dump.ToString());
        var time = dump.GetProperty("create_time").GetDateTime();
        var files = dump.GetProperty("files").EnumerateArray().ToDictionary(f => f.Text("file")!, f => f.GetProperty("rows").GetInt64());
        Assert.That(files.Keys, Is.EquivalentTo(fresh.Keys.Select(g => $"wh_panel_mapping_{g}.zip")));
        foreach (var (group, rows) in fresh)
        {
            var expected = Merge(rows, group == "fb" ? old : [], time);
            var found = await RowsAsync(system, system.Output.Schema, $"wh_panel_mapping_{group}_dump");
            Assert.That(found, Is.EqualTo(expected), group);
            Assert.That(files[$"wh_panel_mapping_{group}.zip"], Is.EqualTo(expected.Count));
            await CheckFileAsync(system, id, group, expected);
        }
    }

    [Test]
    public async Task What_cannot_be_dumped_is_refused()
    {
        await using var system = await TestSystem.StartAsync(backend, new PostMaker(500, new DateTime(2020, 1, 1), 10).Make());
        string done = await FinishAsync(system, "2020-01-01", "2020-02-01", new { 女性 = new[] { "小姐" } });
        string empty = await system.Http.CreateTaskAsync(
            new
            {
                START_TIME = "1999-01-01",
                END_TIME = "1999-02-01",
                COUNTDOWN = 0,
                PATTERN = new { female = new[] { "小姐" } },
            }
        );
        await system.Http.WaitUntilDoneAsync(empty);
        string unknown = new('e', 32);
        var refusals = new (object Body, int Code, string Message)[]
        {
            (new { GROUP = "AGE", TASK_IDS = new[] { done } }, 400, "unknown GROUP 'AGE': use "),
            (new { GROUP = "GENDER", TASK_IDS = Array.Empty<string>() }, 400, "TASK_IDS has 0 tasks"),
            (
                new { GROUP = "GENDER", TASK_IDS = new[] { done, empty } },
                400,
                $"task {empty} is not finished: its stat is SUCCESS and its prod_stat no_data"
            ),
            (new { GROUP = "GENDER", TASK_IDS = new[] { unknown } }, 404, "task id is not exist"),
            (
                new
                {
                    GROUP = "GENDER",
                    TASK_IDS = new[] { done },
                    INPUT_DATABASE = "nowhere",
                },
                400,
                "INPUT_DATABASE: there is no schema 'nowhere'"
            ),
            (
                new
                {
                    GROUP = "GENDER",
                    TASK_IDS = new[] { done },
                    OUTPUT_DATABASE = "a`b",
                },
                400,
                "OUTPUT_DATABASE 'a`b' is not a valid name"
            ),
            (
                new
                {
                    GROUP = "GENDER",
                    TASK_IDS = new[] { done },
                    INPUT_DATABASE = system.Output.Schema,
                },
                400,
                $"INPUT_DATABASE '{system.Output.Schema}' is where task {done} wrote its panels"
            ),
        };
        foreach (var (body, code, message) in refusals)
        {
            var answer = await system.Http.PostAsync("/tasks/dump/", body);
            Assert.That(answer.GetProperty("error_code").GetInt32(), Is.EqualTo(code), answer.ToString());
            Assert.That(answer.Text("error_message"), Does.StartWith(message));
        }
        Assert.That(
            (await system.Http.PostAsync("/tasks/dump/", new { GROUP = 1, TASK_IDS = "x" })).GetProperty("detail").GetArrayLength(),
            Is.EqualTo(1)
        );
        Assert.That((await system.Http.ReadAsync($"/tasks/dump/{unknown}")).GetProperty("error_code").GetInt32(), Is.EqualTo(404));
        Assert.That(
            (await system.Http.ReadAsync($"/tasks/dump/{unknown}/..%2F..%2Fsecret.key")).GetProperty("error_code").GetInt32(),
            Is.EqualTo(404)
        );
        Assert.That(await system.CountAsync("SELECT COUNT(*) FROM dump"), Is.Zero);
    }

    private static async Task<string> FinishAsync(TestSystem system, string from, string to, object pattern)
    {
        string id = await system.Http.CreateTaskAsync(
            new
            {
                START_TIME = from,
                END_TIME = to,
                COUNTDOWN = 0,
                PATTERN = pattern,
            }
        );
        Assert.That((await system.Http.WaitUntilDoneAsync(id)).Text("prod_stat"), Is.EqualTo("finish"));
        return id;
    }

    // What is new for each dump group that the tasks met, be it nothing: an author's panel of the latest post, the later task where
    // posts are of the same time.
    private static async Task<Dictionary<string, List<Row>>> FreshAsync(TestSystem system, string[] tasks)
    {
        var all = new List<(string Group, Row Row, int Task)>();
        for (int task = 0; task < tasks.Length; task++)
            foreach (string group in (await system.Http.StatusAsync(tasks[task])).Text("result")!.Split(','))
                all.AddRange(
                    (await system.RowsAsync("wh_panel_mapping_" + group, tasks[task])).Select(r =>
                        (DumpGroups.Of(group), new Row(r.SourceAuthor, r.Panel, r.Time, r.Match), task)
                    )
                );
        return all.GroupBy(r => r.Group)
            .ToDictionary(
                g => g.Key,
                g =>
                    g.Where(r => s_gender.Contains(r.Row.Panel))
                        .GroupBy(r => r.Row.SourceAuthor)
                        .Select(a => a.OrderBy(r => r.Row.Time).ThenBy(r => r.Task).Last().Row)
                        .ToList()
            );
    }

    private static List<Row> LastYearRows(List<Row> fresh)
    {
        var time = new DateTime(2019, 5, 6, 7, 8, 9);
        var rows = new List<Row>();
        for (int i = 0; i < fresh.Count; i++)
            rows.Add(
                fresh[i] with
                {
                    Panel = i % 2 == 0 ? fresh[i].Panel : s_gender.Single(p => p != fresh[i].Panel),
                    Time = time.AddMinutes(i),
                }
            );
        rows.Add(new Row(fresh[0].SourceAuthor, "/married", time, "it's \\ a\n\"match\""));
        rows.Add(new Row(fresh[0].SourceAuthor + " ", "/female", time, "a blank makes another author"));
        rows.Add(new Row("WH_F0045_nobody", "/male", time, null));
        rows.Add(new Row(null, "/male", null, "\0\x1a\r"));
        return rows;
    }

    private static List<Row> Merge(List<Row> fresh, List<Row> old, DateTime now)
    {
        var known = fresh.ToDictionary(r => r.SourceAuthor!);
        var kept = old.Where(o => o.SourceAuthor is null || !known.ContainsKey(o.SourceAuthor) || !s_gender.Contains(o.Panel));
        var added = fresh.Select(r =>
            r with
            {
                Time = old.FirstOrDefault(o => o.SourceAuthor == r.SourceAuthor && o.Panel == r.Panel)?.Time ?? now,
            }
        );
        return Sorted(kept.Concat(added));
    }

    private static async Task CheckFileAsync(TestSystem system, string id, string group, List<Row> expected)
    {
        using var zip = new ZipArchive(
            await system.Http.GetStreamAsync(new Uri($"/tasks/dump/{id}/wh_panel_mapping_{group}.zip", UriKind.Relative))
        );
        Assert.That(zip.Entries.Select(e => e.FullName), Is.EqualTo([$"wh_panel_mapping_{group}.sql"]));
        using var reader = new StreamReader(await zip.Entries[0].OpenAsync(), Encoding.UTF8);
        string sql = await reader.ReadToEndAsync();
        Assert.That(sql, Does.StartWith("SET NAMES utf8mb4;"));
        if (system.Get<AudienceSettings>().Output.Host is null)
            return;
        await using var empty = await TestDatabase.CreateAsync();
        await empty.ExecuteAsync(sql);
        Assert.That(await RowsAsync(system, empty.Name, $"wh_panel_mapping_{group}"), Is.EqualTo(expected), group);
    }

    private static async Task<List<Row>> RowsAsync(TestSystem system, string schema, string table)
    {
        await using var connection = await system.Output.OpenAsync(default);
        return Sorted(
            (
                await connection.QueryAsync<(string?, string?, DateTime?, string?)>(
                    $"SELECT source_author, panel, create_time, match_content FROM {system.Output.Dialect.Table(schema, table)}"
                )
            ).Select(r => new Row(r.Item1, r.Item2, r.Item3, r.Item4))
        );
    }

    private static List<Row> Sorted(IEnumerable<Row> rows) =>
        [
            .. rows.OrderBy(r => r.SourceAuthor, StringComparer.Ordinal)
                .ThenBy(r => r.Panel, StringComparer.Ordinal)
                .ThenBy(r => r.Time)
                .ThenBy(r => r.Match, StringComparer.Ordinal),
        ];

    /// <summary>A schema of last year's panels, as an older system left it: its own columns, its own collation.</summary>
    private sealed class LastYear(string schema, TestSystem system, TestDatabase? database) : IAsyncDisposable
    {
        public string Schema => schema;

        public static async Task<LastYear> CreateAsync(TestSystem system, Backend backend)
        {
            var database = backend == Backend.Servers ? await TestDatabase.CreateAsync() : null;
            return new LastYear(database?.Name ?? "last_year", system, database);
        }

        public async Task WriteAsync(string table, IEnumerable<Row> rows)
        {
            string text = database is null ? "TEXT" : "VARCHAR(300) COLLATE utf8mb4_general_ci";
            if (database is null)
                await Api.SourceFile.RunAsync(
                    system,
                    schema,
                    $"CREATE TABLE {table} (source_author TEXT, panel TEXT, create_time DATETIME, match_content TEXT)"
                );
            else
                await database.ExecuteAsync(
                    $"CREATE TABLE {table} (source_author {text}, panel {text}, create_time DATETIME, match_content {text})"
                );
            await using var connection = await system.Output.OpenAsync(default);
            await using var reached = await system.Output.Dialect.ReachAsync(connection, schema, default);
            await connection.ExecuteAsync(
                $"INSERT INTO {system.Output.Dialect.Table(schema, table)} VALUES (@SourceAuthor, @Panel, @Time, @Match)",
                rows
            );
        }

        public async ValueTask DisposeAsync()
        {
            if (database is not null)
                await database.DisposeAsync();
        }
    }
}
