using System.Globalization;
using System.Text.Json;
using Audience.Samples;

namespace Audience.Tests.LabelWorker;

/// <summary>What a task tells of its rules and labels, against counts that share no code with it.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("broker")]
internal sealed class RuleReportTests(Backend backend)
{
    private static readonly MadePost[] s_posts = [.. new PostMaker(9_000, new DateTime(2020, 1, 1), 40).Make()];

    private static readonly ReferenceRule[] s_rules =
    [
        new("/female", "小姐", "partially"),
        new("/female", "娘", "partially"),
        new("/female", "姐", "end"),
        new("/female", "⚝⚝", "end"),
        new("/male", "哥", "end"),
        new("/male", "先生", "partially"),
        new("/male", "小", "partially"),
        new("/oddity", "l", "partially"),
        new("/oddity", "e", "partially"),
    ];

    [Test]
    public async Task Every_figure_equals_a_separate_count()
    {
        await using var system = await TestSystem.StartAsync(backend, s_posts, new Dictionary<string, string?> { ["CHUNK_SIZE"] = "500" });
        string id = await system.Http.CreateTaskAsync(Body());
        await system.Http.WaitUntilDoneAsync(id);
        Assert.That(await system.CountAsync("SELECT COUNT(DISTINCT seq) FROM task_chunk_report"), Is.GreaterThan(3));

        var reference = new KeywordReference(s_posts, s_rules, DateTime.MinValue, DateTime.MaxValue, p => p.Author);
        var rules = (await system.Http.ReadAsync($"/tasks/{id}/rules/?sort=rule")).GetProperty("error_message");
        Assert.That(
            rules
                .GetProperty("rules")
                .EnumerateArray()
                .Select(r =>
                    $"{r.Text("label")} {r.Text("rule")} {r.Text("item")} {r.Text("posts")} {r.Text("only")} {r.Text("conflicts")}"
                ),
            Is.EqualTo(ExpectedRules(reference))
        );
        Assert.That(rules.GetProperty("posts").GetInt64(), Is.EqualTo(reference.Totals.Posts));
        Assert.That(
            rules.GetProperty("unmatched").EnumerateArray().Select(r => $"{r.Text("label")} {r.Text("rule")}"),
            Is.EqualTo(["女性 4"])
        );

        var labels = (await system.Http.ReadAsync($"/tasks/{id}/labels/")).GetProperty("error_message");
        Assert.That(Groups(labels), Is.EquivalentTo(ExpectedGroups(reference)));
        Assert.That(
            labels.GetProperty("days").EnumerateArray().Select(d => $"/{Code(d.Text("label")!)} {d.Text("day")} {d.Text("posts")}"),
            Is.EquivalentTo(
                reference
                    .Rows.GroupBy(r => (r.Panel, Day: r.Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))
                    .Select(g => $"{g.Key.Panel} {g.Key.Day} {g.Count()}")
            )
        );
        Assert.That(
            labels
                .GetProperty("pairs")
                .EnumerateArray()
                .Select(p => $"/{Code(p.Text("first")!)} /{Code(p.Text("second")!)} {p.Text("posts")} {p.Text("authors")}"),
            Is.EqualTo(ExpectedPairs(reference))
        );
    }

    [Test]
    public async Task A_task_without_report_says_so_and_a_deleted_one_leaves_nothing()
    {
        await using var system = await TestSystem.StartAsync(backend, s_posts.Take(500));
        string off = await system.Http.CreateTaskAsync(Body(("RULE_REPORT", false)));
        await system.Http.WaitUntilDoneAsync(off);
        var refused = await system.Http.ReadAsync($"/tasks/{off}/rules/");
        Assert.That(refused.Text("error_message"), Does.Contain("keeps no report"));
        Assert.That(await system.CountAsync("SELECT COUNT(*) FROM task_chunk_report"), Is.Zero);
        Assert.That(await system.CountAsync("SELECT COUNT(*) FROM task_group_panel"), Is.Zero);

        string on = await system.Http.CreateTaskAsync(Body());
        await system.Http.WaitUntilDoneAsync(on);
        Assert.That(await system.CountAsync("SELECT COUNT(*) FROM task_group_panel"), Is.GreaterThan(0));
        await system.Http.PostAsync("/tasks/delete/", new { TASK_ID = on });
        Assert.That((await system.Http.ReadAsync($"/tasks/{on}/rules/")).Text("error_code"), Is.EqualTo("404"));
        await Eventually.GetAsync(
            () => system.CountAsync("SELECT COUNT(*) FROM state WHERE task_id = @on", new { on }),
            count => count == 0,
            TimeSpan.FromMinutes(1)
        );
        Assert.That(await system.CountAsync("SELECT COUNT(*) FROM task_chunk_report"), Is.Zero);
        Assert.That(await system.CountAsync("SELECT COUNT(*) FROM task_group_panel"), Is.Zero);
    }

    [Test]
    public async Task The_definition_tells_everything_but_secrets()
    {
        await using var system = await TestSystem.StartAsync(backend, s_posts.Take(100));
        string id = await system.Http.CreateTaskAsync(Body(("FOLD", new[] { "width" })));
        var task = (await system.Http.ReadAsync($"/tasks/{id}/definition/")).GetProperty("error_message");
        Assert.That(task.Text("model_type"), Is.EqualTo("keyword_model"));
        Assert.That(task.GetProperty("fold").EnumerateArray().Select(f => f.GetString()), Is.EqualTo(["width"]));
        Assert.That(task.Text("start_time"), Is.EqualTo("2020-01-01T00:00:00"));
        var rule = task.GetProperty("pattern").GetProperty("女性")[2];
        Assert.That((rule.Text("rule"), rule.Text("item")), Is.EqualTo(("3", "[\"姐\",\"end\"]")));
        await system.Http.WaitUntilDoneAsync(id);
    }

    private static Dictionary<string, object?> Body(params (string Name, object? Value)[] more)
    {
        var body = new Dictionary<string, object?>
        {
            ["START_TIME"] = "2020-01-01",
            ["END_TIME"] = "2021-01-01",
            ["COUNTDOWN"] = 0,
            ["PATTERN"] = s_rules.GroupBy(r => r.Panel).ToDictionary(g => Label(g.Key), g => g.Select(r => new[] { r.Keyword, r.Match })),
        };
        foreach (var (name, value) in more)
            body[name] = value;
        return body;
    }

    // In the order of the pattern; each rule counted by labelling with it alone.
    private static IEnumerable<string> ExpectedRules(KeywordReference reference)
    {
        var labels = reference.Rows.ToLookup(r => r.Id, r => r.Panel);
        var matched = s_rules
            .Select(rule => new KeywordReference(s_posts, [rule], DateTime.MinValue, DateTime.MaxValue, p => p.Author))
            .Select(alone => alone.Rows.Select(r => r.Id).ToHashSet())
            .ToList();
        for (int i = 0; i < s_rules.Length; i++)
        {
            string panel = s_rules[i].Panel;
            var (posts, others) = (matched[i], matched.Where((_, j) => j != i && s_rules[j].Panel == panel));
            string? rival = panel switch
            {
                "/female" => "/male",
                "/male" => "/female",
                _ => null,
            };
            int number = i - Array.FindIndex(s_rules, r => r.Panel == panel) + 1;
            string item = s_rules[i].Match == "partially" ? s_rules[i].Keyword : $"[\"{s_rules[i].Keyword}\",\"{s_rules[i].Match}\"]";
            if (posts.Count > 0)
                yield return $"{Label(panel)} {number} {item} {posts.Count} {posts.Count(p => !others.Any(o => o.Contains(p)))} "
                    + $"{posts.Count(p => labels[p].Contains(rival))}";
        }
    }

    private static IEnumerable<string> ExpectedGroups(KeywordReference reference) =>
        reference
            .Rows.GroupBy(r => (r.Panel, r.Group))
            .Select(g =>
            {
                int all = g.Select(r => r.SourceAuthor).Distinct().Count();
                int kept = reference.Totals.Production(g.Key.Group).Count(p => p.Panel == g.Key.Panel);
                return $"{g.Key.Panel} {g.Key.Group} {g.Count()} {kept} {all - kept}";
            });

    private static IEnumerable<string> Groups(JsonElement labels) =>
        labels
            .GetProperty("labels")
            .EnumerateArray()
            .SelectMany(label =>
                label
                    .GetProperty("groups")
                    .EnumerateArray()
                    .Select(g => $"{label.Text("panel")} {g.Text("group")} {g.Text("posts")} {g.Text("authors")} {g.Text("lost")}")
            );

    private static IEnumerable<string> ExpectedPairs(KeywordReference reference)
    {
        string[] panels = [.. s_rules.Select(r => r.Panel).Distinct()];
        var posts = panels.Select(p => reference.Rows.Where(r => r.Panel == p).Select(r => r.Id).ToHashSet()).ToList();
        var authors = panels.Select(p => reference.Rows.Where(r => r.Panel == p).Select(r => r.SourceAuthor).ToHashSet()).ToList();
        for (int first = 0; first < panels.Length; first++)
        for (int second = first + 1; second < panels.Length; second++)
            if (posts[first].Intersect(posts[second]).Count() is > 0 and var both)
                yield return $"{panels[first]} {panels[second]} {both} {authors[first].Intersect(authors[second]).Count()}";
    }

    private static string Label(string panel) =>
        panel == "/female" ? "女性"
        : panel == "/male" ? "男性"
        : panel[1..];

    private static string Code(string label) =>
        label == "女性" ? "female"
        : label == "男性" ? "male"
        : label;
}
