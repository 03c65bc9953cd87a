using System.Text.Json;
using Audience.Contracts.Tasks.Comparisons;
using Audience.Samples;
using Audience.Tests.Api;

namespace Audience.Tests.LabelWorker.Comparisons;

/// <summary>Comparisons of two tasks from the REST call on, against a computation over their tables that shares no code.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("broker")]
internal sealed class ComparisonTests(Backend backend)
{
    private static readonly Dictionary<string, object[]> s_before = new()
    {
        ["女性"] = ["小姐", "娘", "美"],
        ["男性"] = ["哥", "先生"],
        ["已婚"] = ["太太"],
    };

    // 娘 is gone and 姐 is new, 先生 and 太太 have changed sides, 美 has an exception.
    private static readonly Dictionary<string, object[]> s_after = new()
    {
        ["男性"] = ["太太", "哥"],
        ["女性"] = ["小姐", "姐", new { keyword = "美", unless = new[] { "小美" } }, "先生"],
    };

    private TestSystem _system = null!;
    private string _old = "",
        _new = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _system = await TestSystem.StartAsync(backend, new PostMaker(9_000, new DateTime(2020, 1, 1), 60).Make());
        _old = await FinishAsync(s_before, "2020-02-10");
        _new = await FinishAsync(s_after, "2020-02-20");
    }

    [OneTimeTearDown]
    public async Task EndAsync() => await _system.DisposeAsync();

    [Test]
    public async Task A_comparison_says_what_the_tables_say()
    {
        var comparison = await CompareAsync(_old, _new);
        Assert.That(comparison.Text("status"), Is.EqualTo("finished"), comparison.ToString());
        var result = comparison.GetProperty("result").Deserialize<ComparisonResult>()!;
        var expected = await ComparisonReference.ReadAsync(_system, _old, _new);

        Assert.That(
            result.Groups.SelectMany(g => g.Panels.Select(p => (g.Group, p.Panel, p.Before, p.After, p.Gained, p.Lost))),
            Is.EquivalentTo(expected.Panels)
        );
        Assert.That(
            result.Groups.SelectMany(g => g.Moved.Select(m => (g.Group, m.From, m.To, m.Authors))),
            Is.EquivalentTo(expected.Moved).And.Not.Empty
        );
        Assert.That(result.Groups.Select(g => (g.Group, g.RowsBefore, g.RowsAfter)), Is.EquivalentTo(expected.Rows));
        var definition = result.Definition;
        Assert.That(
            definition.Fields.Select(f => (f.Field, f.Before, f.After)),
            Is.EqualTo([("end_time", "2020-02-10T00:00:00", "2020-02-20T00:00:00")])
        );
        Assert.That(
            definition.Added.Select(r => (r.Label, r.Rule, $"{r.Item}")),
            Is.EquivalentTo([("男性", 1, "太太"), ("女性", 2, "姐"), ("女性", 4, "先生")])
        );
        Assert.That(
            definition.Removed.Select(r => (r.Label, r.Rule, $"{r.Item}")),
            Is.EquivalentTo([("女性", 2, "娘"), ("男性", 2, "先生"), ("已婚", 1, "太太")])
        );
        Assert.That(definition.Changed.Select(r => ($"{r.Before.Item}", r.After.Rule)), Is.EqualTo([("美", 3)]));
        foreach (var rule in definition.Added)
            Assert.That(rule.Authors, Is.EqualTo(expected.DecidedByAdded(rule.Label, $"{rule.Item}")), $"{rule}");
        foreach (var rule in definition.Removed)
            Assert.That(rule.Authors, Is.EqualTo(expected.DecidedByRemoved(rule.Label, $"{rule.Item}")), $"{rule}");
        Assert.That(definition.Added.Concat(definition.Removed).Sum(r => r.Authors), Is.GreaterThan(20));
    }

    [Test]
    public async Task Examples_show_authors_with_the_text_and_the_places()
    {
        var result = (await CompareAsync(_old, _new)).GetProperty("result").Deserialize<ComparisonResult>()!;
        var expected = await ComparisonReference.ReadAsync(_system, _old, _new);
        foreach (var (kind, examples) in new[] { ("gained", result.Gained), ("lost", result.Lost), ("moved", result.Moved) })
        {
            Assert.That(examples, Has.Count.EqualTo(Math.Min(50, expected.Authors(kind).Count)).And.Count.Positive, kind);
            foreach (var example in examples)
            {
                Assert.That(expected.Authors(kind), Does.Contain((example.Group, example.SourceAuthor)), kind);
                foreach (var text in new[] { example.Before, example.After }.OfType<ComparedText>())
                {
                    var span = text.Matches[0].Spans[0];
                    Assert.That(text.Text.Substring(span[0], span[1]), Does.Match("^(小姐|姐|娘|美|哥|先生|太太)$"));
                }
            }
        }
        Assert.That(result.Moved, Has.All.Property("Before").Not.Null.And.All.Property("After").Not.Null);
    }

    [Test]
    public async Task A_comparison_goes_with_its_task()
    {
        string other = await FinishAsync(new() { ["女性"] = ["小姐"] }, "2020-01-05");
        var comparison = await CompareAsync(other, _new);
        await _system.Http.PostAsync("/tasks/delete/", new { TASK_ID = other });
        var answer = await Eventually.GetAsync(
            () => _system.Http.ReadAsync($"/tasks/compare/{comparison.Text("compare_id")}/"),
            found => found.GetProperty("error_code").GetInt32() != 200,
            TimeSpan.FromMinutes(1)
        );
        Assert.That(answer.Text("error_message"), Does.Contain("it goes when one of its tasks is deleted"));
        await RefusedAsync(other, _new, 404, $"there is no task {other}");
    }

    [Test]
    public async Task What_cannot_be_compared_is_refused()
    {
        string unfinished = await _system.Http.CreateTaskAsync(Body(s_before, "2020-02-10", countdown: 3600));
        string nobody = new('0', 32);
        foreach (
            var (before, after, status, message) in new[]
            {
                (_old, _old, 400, "are the same task"),
                (_old, nobody, 404, $"there is no task {nobody}"),
                (unfinished, _new, 400, $"BEFORE: task {unfinished} is not finished"),
                ("x", _new, 400, "x is not in proper format"),
            }
        )
            await RefusedAsync(before, after, status, message);
        var lacking = await _system.Http.PostAnswerAsync("/tasks/compare/", new { BEFORE = _old });
        Assert.That((lacking.Status, lacking.Text.Contains("AFTER", StringComparison.Ordinal)), Is.EqualTo((422, true)), lacking.Text);
        var misspelt = await _system.Http.PostAnswerAsync(
            "/tasks/compare/",
            new
            {
                BEFORE = _old,
                AFTER = _new,
                AFTR = _new,
            }
        );
        Assert.That(
            (misspelt.Status, misspelt.Text.Contains("extra fields not permitted", StringComparison.Ordinal)),
            Is.EqualTo((422, true))
        );
        var unknown = await _system.Http.ReadAsync($"/tasks/compare/{nobody}/");
        Assert.That(unknown.Text("error_message"), Does.Contain($"there is no comparison {nobody}"));
    }

    private async Task RefusedAsync(string before, string after, int code, string message)
    {
        var answer = await _system.Http.PostAnswerAsync("/tasks/compare/", new { BEFORE = before, AFTER = after });
        Assert.That(answer.Code, Is.EqualTo(code), answer.Text);
        Assert.That(answer.Message, Does.Contain(message));
    }

    private async Task<JsonElement> CompareAsync(string before, string after)
    {
        var asked = await _system.Http.PostAnswerAsync("/tasks/compare/", new { BEFORE = before, AFTER = after });
        Assert.That(asked.Code, Is.EqualTo(200), asked.Text);
        string id = asked.Json.GetProperty("error_message").Text("compare_id")!;
        return await Eventually.GetAsync(
            async () => (await _system.Http.ReadAsync($"/tasks/compare/{id}/")).GetProperty("error_message"),
            found => found.Text("status") is "finished" or "failed",
            TimeSpan.FromMinutes(1)
        );
    }

    private async Task<string> FinishAsync(Dictionary<string, object[]> pattern, string end)
    {
        string id = await _system.Http.CreateTaskAsync(Body(pattern, end, countdown: 0));
        Assert.That((await _system.Http.WaitUntilDoneAsync(id)).Text("prod_stat"), Is.EqualTo("finish"));
        return id;
    }

    private static object Body(Dictionary<string, object[]> pattern, string end, int countdown) =>
        new
        {
            START_TIME = "2020-01-01",
            END_TIME = end,
            COUNTDOWN = countdown,
            PATTERN = pattern,
        };
}
