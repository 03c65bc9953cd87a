using System.Text.Json;
using Audience.Samples;
using Audience.Tests.Api;

namespace Audience.Tests.LabelWorker.Previews;

/// <summary>Previews against the tasks that they are previews of.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("broker")]
internal sealed class PreviewTests(Backend backend)
{
    private static readonly MadePost[] s_posts =
    [
        .. new PostMaker(9_000, new DateTime(2020, 1, 1), 40).Make(),
        new("endless", "WH_F0045", "a", new string('x', 60), "t", "c", new DateTime(2020, 1, 5)),
    ];

    private TestSystem _system = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _system = await TestSystem.StartAsync(backend, s_posts);

    [OneTimeTearDown]
    public async Task EndAsync() => await _system.DisposeAsync();

    [Test]
    public async Task Of_a_range_that_is_read_as_a_whole_every_figure_is_that_of_the_task()
    {
        var body = Body();
        string id = await _system.Http.CreateTaskAsync(body);
        await _system.Http.WaitUntilDoneAsync(id);
        var rules = (await _system.Http.ReadAsync($"/tasks/{id}/rules/")).GetProperty("error_message");
        var preview = await PreviewAsync(body);
        Assert.That(preview.GetProperty("complete").GetBoolean(), preview.ToString());
        Assert.That(preview.Text("posts_read"), Is.EqualTo(rules.Text("posts")));
        Assert.That(Rules(preview, "rules"), Is.EquivalentTo(Rules(rules, "rules")));
        Assert.That(preview.Text("unmatched"), Is.EqualTo(rules.Text("unmatched")));
        foreach (var label in preview.GetProperty("labels").EnumerateArray())
        {
            Assert.That(label.Text("share_low"), Is.EqualTo(label.Text("share_high")));
            Assert.That(label.Text("range_posts"), Is.EqualTo(label.Text("posts")));
        }
        var labels = (await _system.Http.ReadAsync($"/tasks/{id}/labels/")).GetProperty("error_message");
        Assert.That(preview.Text("pairs"), Is.EqualTo(Pairs(labels)));
    }

    [Test]
    public async Task A_sample_is_chosen_by_its_seed_and_shows_examples_with_places()
    {
        var body = Body();
        body["SAMPLE"] = 2000;
        body["SEED"] = 5;
        var (first, second) = (await PreviewAsync(body), await PreviewAsync(body));
        Assert.That(first.Text("labels"), Is.EqualTo(second.Text("labels")));
        body["SEED"] = 6;
        Assert.That((await PreviewAsync(body)).Text("labels"), Is.Not.EqualTo(first.Text("labels")));
        Assert.That(first.GetProperty("posts_read").GetInt32(), Is.InRange(1500, 2000));
        Assert.That((first.Text("runs"), first.Text("range_posts")), Is.EqualTo(("200", $"{s_posts.Length}")));
        foreach (var label in first.GetProperty("labels").EnumerateArray().Take(2))
        {
            Assert.That(label.GetProperty("share_low").GetDouble(), Is.LessThan(label.GetProperty("share_high").GetDouble()));
            Assert.That(
                label.GetProperty("examples").GetArrayLength(),
                Is.EqualTo(Math.Min(20, label.GetProperty("posts").GetInt32())).And.Positive
            );
            foreach (var example in label.GetProperty("examples").EnumerateArray())
            {
                var match = example.GetProperty("matches").EnumerateArray().First(m => m.Text("label") == label.Text("label"));
                int start = match.GetProperty("spans")[0][0].GetInt32();
                Assert.That(example.Text("text")![start..], Does.Match("^(小姐|姐|哥|小)"));
            }
        }
        Assert.That(
            first.GetProperty("conflicts").EnumerateArray().Select(e => e.GetProperty("labels").GetArrayLength()),
            Is.Not.Empty.And.All.GreaterThan(1)
        );
    }

    [Test]
    public async Task Nothing_is_written()
    {
        long tasks = await _system.CountAsync("SELECT COUNT(*) FROM task_definition");
        await PreviewAsync(Body());
        Assert.That(await _system.CountAsync("SELECT COUNT(*) FROM task_definition"), Is.EqualTo(tasks));
    }

    [Test]
    public async Task A_range_without_posts_has_none()
    {
        var body = Body();
        (body["START_TIME"], body["END_TIME"]) = ("2001-01-01", "2001-02-01");
        var preview = await PreviewAsync(body);
        Assert.That((preview.Text("posts_read"), preview.Text("range_posts")), Is.EqualTo(("0", "0")));
    }

    [TestCase("SAMPLE", 999, "ensure this value is from 1000 to 200000")]
    [TestCase("SAMPEL", 2000, "extra fields not permitted")]
    public async Task A_wrong_field_is_refused(string name, object value, string message)
    {
        var body = Body();
        body[name] = value;
        var answer = await _system.Http.PostAnswerAsync("/tasks/preview/", body);
        Assert.That((answer.Status, answer.Text.Contains(message, StringComparison.Ordinal)), Is.EqualTo((422, true)), answer.Text);
    }

    [Test]
    public async Task A_source_that_is_not_there_is_named()
    {
        var body = Body();
        body["INPUT_TABLE"] = "nothing";
        var answer = await _system.Http.PostAnswerAsync("/tasks/preview/", body);
        answer.ShouldBe(400, $"input table '{_system.InputSchema}.nothing' does not exist, or its user may not read it");
    }

    [Test]
    public async Task An_expression_that_takes_too_long_is_named_and_fails_nothing()
    {
        var body = Body();
        body["MODEL_TYPE"] = "rule_model";
        body["PATTERN"] = new { 男性 = new[] { @"(?=x)((?:x|xx)+)+\1\d" }, 女性 = new[] { "小姐" } };
        var preview = await PreviewAsync(body);
        Assert.That(preview.GetProperty("labels")[1].GetProperty("posts").GetInt32(), Is.GreaterThan(0), preview.ToString());
        var timeout = preview.GetProperty("timeouts").EnumerateArray().Single();
        Assert.That((timeout.Text("label"), timeout.Text("texts")), Is.EqualTo(("男性", "1")));
    }

    private static Dictionary<string, object?> Body() =>
        new()
        {
            ["START_TIME"] = "2020-01-01",
            ["END_TIME"] = "2021-01-01",
            ["COUNTDOWN"] = 0,
            ["PATTERN"] = new { 女性 = new object[] { "小姐", new[] { "姐", "end" }, "⚝" }, 男性 = new[] { "哥", "小" } },
        };

    private async Task<JsonElement> PreviewAsync(object body)
    {
        var answer = await _system.Http.PostAnswerAsync("/tasks/preview/", body);
        Assert.That(answer.Code, Is.EqualTo(200), answer.Text);
        return answer.Json.GetProperty("error_message");
    }

    private static IEnumerable<string> Rules(JsonElement answer, string name) =>
        answer
            .GetProperty(name)
            .EnumerateArray()
            .Select(r => $"{r.Text("label")} {r.Text("rule")} {r.Text("item")} {r.Text("posts")} {r.Text("only")} {r.Text("conflicts")}");

    private static string Pairs(JsonElement labels) =>
        "["
        + string.Join(
            ",",
            labels
                .GetProperty("pairs")
                .EnumerateArray()
                .Select(p => $$"""{"first":"{{p.Text("first")}}","second":"{{p.Text("second")}}","posts":{{p.Text("posts")}}}""")
        )
        + "]";
}
