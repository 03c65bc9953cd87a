using System.Text.Json;
using Audience.Samples;
using Audience.Tests.Api;

namespace Audience.Tests.ModelWorker;

/// <summary>Tasks whose models look at several columns of a post, and columns that hold no prose.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("broker")]
internal sealed class MixedColumnTests(Backend backend)
{
    private const string Source = "WH_F0045";
    private static readonly DateTime s_start = new(2020, 1, 1);

    // Author and content alike, one of both, none; without content, without title.
    private static readonly MadePost[] s_posts =
    [
        new("p0", Source, "a", "王小姐", "t", "我在銀行上班", s_start),
        new("p1", Source, "a", "王小姐", "t", null, s_start.AddSeconds(1)),
        new("p2", Source, "a", "陳", "小姐", "銀行小姐", s_start.AddSeconds(2)),
        new("p3", Source, "a", "陳", "t", "", s_start.AddSeconds(3)),
        new("p4", Source, "a", "銀行", "t", "小姐", s_start.AddSeconds(4)),
        new("p5", Source, "a", "陳", "t", null, s_start.AddHours(6)),
    ];

    private TestSystem _system = null!;
    private FrontendData _data = null!;

    private HttpClient Http => _system.Http;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _system = await TestSystem.StartAsync(backend, s_posts);
        _data = await FrontendData.CreateAsync(_system, backend);
        await _data.AddJobAsync(1, true, "rule_base", "female", "work");
        await _data.AddRuleAsync(1, "female", "小姐", "keyword", "partially");
        await _data.AddRuleAsync(1, "work", "銀行", "keyword", "partially");
        foreach (var (job, column) in new[] { (11, "AUTHOR"), (12, "CONTENT"), (13, "TITLE") })
            await Http.PrepareReadyAsync(_data.Body(job, 1, "KEYWORD_MODEL", ("PREDICT_TYPE", column)));
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await _data.DisposeAsync();
        await _system.DisposeAsync();
    }

    private async Task<(JsonElement Task, IEnumerable<string> Rows)> RunAsync(params (string Name, object? Value)[] fields)
    {
        string id = await Http.CreateTaskAsync(ModelCalls.TaskBody(fields));
        var task = await Http.WaitUntilDoneAsync(id);
        Assert.That(task.Text("stat"), Is.EqualTo("SUCCESS"), task.ToString());
        return (task, task.Text("result") is "" or null ? [] : await RowsAsync(id));
    }

    private async Task<IEnumerable<string>> RowsAsync(string id) =>
        (await _system.RowsAsync("fbfans", id)).Select(row => $"{row.Id} {row.Panel} {row.Match}");

    [Test]
    public async Task Each_model_labels_its_own_column_and_a_post_gets_the_labels_of_all()
    {
        var (task, rows) = await RunAsync(("MODEL_JOB_ID", new[] { 11, 12 }));
        Assert.That(
            rows,
            Is.EquivalentTo(
                new[]
                {
                    "p0 /female 王小姐",
                    "p0 /work 我在銀行上班",
                    "p1 /female 王小姐",
                    "p2 /female 銀行小姐",
                    "p2 /work 銀行小姐",
                    "p4 /female 小姐",
                    "p4 /work 銀行",
                }
            )
        );
        Assert.That((task.Text("predict_type"), task.Text("length_receive_table")), Is.EqualTo(("author,content", "6")));
    }

    [Test]
    public async Task The_text_is_that_of_the_first_model_that_matched()
    {
        // Neighbours of one column are one; the title's comes between two that look at content.
        var (task, rows) = await RunAsync(("MODEL_JOB_ID", new[] { 13, 12, 11 }));
        Assert.That(rows, Does.Contain("p2 /female 小姐").And.Contain("p2 /work 銀行小姐").And.Contain("p4 /female 小姐"));
        Assert.That(task.Text("predict_type"), Is.EqualTo("title,content,author"));
    }

    [Test]
    public async Task Keywords_are_suggested_for_one_column()
    {
        var answer = await Http.PostAnswerAsync(
            "/tasks/suggest/",
            ModelCalls.TaskBody(("MODEL_JOB_ID", new[] { 11, 12 }), ("LABEL", "female"))
        );
        Assert.That(answer.Status, Is.EqualTo(422), answer.Text);
        Assert.That(answer.Text, Does.Contain("label 'female' has rules for author and content").And.Contain("of one PREDICT_TYPE"));
    }

    [Test]
    public async Task Posts_without_any_of_the_columns_are_left_out_and_counted()
    {
        string id = await Http.CreateTaskAsync(
            ModelCalls.TaskBody(
                ("MODEL_JOB_ID", new[] { 12 }),
                ("PATTERN", new { nobody = new[] { "nobody" } }),
                ("PREDICT_TYPE", "CONTENT")
            )
        );
        var task = await Http.WaitUntilDoneAsync(id);
        Assert.That(task.Text("length_receive_table"), Is.EqualTo("4"));
        Assert.That(task.GetProperty("skipped").GetProperty("no_text").GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_pattern_looks_at_what_PREDICT_TYPE_says_beside_models_that_each_look_at_their_own()
    {
        var (task, rows) = await RunAsync(
            ("MODEL_JOB_ID", new[] { 11, 12 }),
            ("PATTERN", new { titled = new[] { "小姐" } }),
            ("PREDICT_TYPE", "title")
        );
        Assert.That(rows.Where(row => row.Contains("titled", StringComparison.Ordinal)), Is.EqualTo(["p2 /titled 小姐"]));
        Assert.That(rows.Count(), Is.EqualTo(8));
        Assert.That(task.Text("predict_type"), Is.EqualTo("title,author,content"));
        (
            await Http.PostAnswerAsync(
                "/tasks/",
                ModelCalls.TaskBody(("MODEL_JOB_ID", new[] { 11, 12 }), ("PATTERN", new { titled = new[] { "小姐" } }))
            )
        ).ShouldBe(400, "the models were prepared for AUTHOR and CONTENT: say with PREDICT_TYPE what PATTERN is to look at");
    }

    [Test]
    public async Task Rules_are_counted_in_the_columns_that_they_look_at_and_a_preview_tells_the_same()
    {
        var body = ModelCalls.TaskBody(("MODEL_JOB_ID", new[] { 11, 12 }), ("RULE_REPORT", true));
        string id = await Http.CreateTaskAsync(body);
        await Http.WaitUntilDoneAsync(id);
        var report = (await Http.ReadAsync($"/tasks/{id}/rules/?sort=rule")).GetProperty("error_message");
        // The same model twice: rules 1 look at authors, rules 2 at contents.
        string[] expected = ["female 1 2 2", "female 2 2 2", "work 1 1 1", "work 2 2 2"];
        Assert.That(Rules(report), Is.EquivalentTo(expected), report.ToString());
        body.Remove("COUNTDOWN");
        var preview = (await Http.PostAsync("/tasks/preview/", body)).GetProperty("error_message");
        Assert.That(Rules(preview), Is.EquivalentTo(expected), preview.ToString());
        var work = preview.GetProperty("labels").EnumerateArray().Single(label => label.Text("label") == "work");
        Assert.That(
            work.GetProperty("examples").EnumerateArray().Select(example => example.Text("text")),
            Is.EquivalentTo(new[] { "我在銀行上班", "銀行小姐", "銀行" })
        );

        static IEnumerable<string> Rules(JsonElement report) =>
            report
                .GetProperty("rules")
                .EnumerateArray()
                .Select(rule => $"{rule.Text("label")} {rule.Text("rule")} {rule.Text("posts")} {rule.Text("only")}");
    }

    [TestCase("S_ID", "^WH_F0045$", 6)]
    [TestCase("ID", "^p[13]$", 2)]
    [TestCase("POST_TIME", "^2020-01-01 06:00:00$", 1)]
    [TestCase("post_time", "00:00:0[0-4]$", 5)]
    [TestCase("s_area_id", "^a$", 6)]
    public async Task Columns_of_few_words_can_be_labelled(string column, string expression, int posts)
    {
        var (task, rows) = await RunAsync(
            ("PREDICT_TYPE", column),
            ("MODEL_TYPE", "rule_model"),
            ("PATTERN", new { hit = new[] { expression } })
        );
        Assert.That(rows.Count(), Is.EqualTo(posts));
        Assert.That(task.Text("predict_type"), Is.EqualTo(column.ToLowerInvariant()));
    }
}
