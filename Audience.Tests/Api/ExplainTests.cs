using System.Text.Json;

namespace Audience.Tests.Api;

/// <summary>Why texts and rows have their labels.</summary>
[Category("database"), NonParallelizable]
internal sealed class ExplainTests
{
    private static readonly object s_pattern = new
    {
        女性 = new object[] { "小姐", new[] { "1", "partially" }, new { keyword = "姐", unless = new[] { "小姐" } } },
        男性 = new[] { "王3" },
    };

    private static string s_task = "";

    [OneTimeSetUp]
    public static async Task LabelAsync()
    {
        s_task = await SharedApi.Http.CreateTaskAsync(SharedApi.Body(("PATTERN", s_pattern)));
        await SharedApi.Http.WaitUntilDoneAsync(s_task);
    }

    [Test]
    public async Task Texts_are_explained_with_the_rules_and_the_places()
    {
        var answer = await SharedApi.Http.PostAnswerAsync(
            "/tasks/explain/",
            new { PATTERN = s_pattern, TEXTS = new[] { "小姐與學姐", "nothing", "王3" } }
        );
        var texts = answer.Json.GetProperty("error_message");
        Assert.That(texts.EnumerateArray().Select(t => t.Text("labels")), Is.EqualTo(["[\"女性\"]", "[]", "[\"男性\"]"]), answer.Text);
        Assert.That(
            texts[0].GetProperty("matches").EnumerateArray().Select(m => $"{m.Text("label")} {m.Text("rule")} {m.Text("spans")}"),
            Is.EqualTo(["女性 1 [[0,2]]", "女性 3 [[4,1]]"])
        );
        Assert.That(texts[2].Text("match_meta"), Is.EqualTo("男性 1: \"王3\" [0,2]"));
        Assert.That(texts[0].GetProperty("scores").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task A_task_explains_as_it_labels()
    {
        var answer = await SharedApi.Http.PostAnswerAsync("/tasks/explain/", new { TASK_ID = s_task, TEXTS = "王13小姐" });
        var text = answer.Json.GetProperty("error_message")[0];
        Assert.That(text.Text("match_meta"), Is.EqualTo("女性 1: \"小姐\" [3,2]; 女性 2: \"1\" [1,1]"));
    }

    [TestCase("""{"TEXTS": ["a"]}""", "nothing labels: send a TASK_ID, a PATTERN, MODEL_JOB_ID or MODEL_ID_LIST")]
    [TestCase(
        """{"TEXTS": [], "PATTERN": {"a": ["b"]}}""",
        "TEXTS has 0 texts: 1 to 100 are explained at a time, each of at most 100000 characters"
    )]
    [TestCase("""{"TEXTS": ["a"], "PATTERN": {"a": [""]}}""", "PATTERN: label 'a', rule 1 is an empty keyword")]
    [TestCase(
        """{"TEXTS": ["a"], "PATTERN": {"a": ["b"]}, "TASK_ID": "x"}""",
        "TASK_ID names all that labels: send it without PATTERN, FOLD and models"
    )]
    public async Task What_cannot_be_explained_is_told(string body, string message) =>
        (await SharedApi.Http.PostAnswerAsync("/tasks/explain/", body)).ShouldBe(400, message);

    [Test]
    public async Task A_misspelt_field_is_refused()
    {
        var answer = await SharedApi.Http.PostAnswerAsync("/tasks/explain/", """{"TEXTS": ["a"], "PATERN": {"a": ["b"]}}""");
        Assert.That((answer.Status, answer.Text.Contains("extra fields not permitted", StringComparison.Ordinal)), Is.EqualTo((422, true)));
    }

    [Test]
    public async Task A_sample_can_be_narrowed()
    {
        Assert.That((await RowsAsync("")).Length, Is.EqualTo(100), "50 of each of two tables");
        Assert.That((await RowsAsync("?limit=7&group=" + await GroupAsync())).Length, Is.EqualTo(7));
        var men = await RowsAsync("?label=男性&limit=200");
        Assert.That(men.Select(r => r.Text("panel")).Distinct(), Is.EqualTo(["/male"]));
        // 王3 and 王30 to 王39, of forty names.
        Assert.That(men.Length, Is.EqualTo(SharedApi.Posts.Count * 11 / 40));
        var ones = await RowsAsync("?label=/female&rule=2&limit=200");
        Assert.That(ones.Select(r => r.Text("match_content")), Is.All.Contains("1"));
        var conflicts = await RowsAsync("?conflict=true&label=女性&limit=200");
        Assert.That(conflicts.Select(r => r.Text("match_content")), Is.All.StartsWith("王3"));
        Assert.That(conflicts.Length, Is.EqualTo(men.Length));
    }

    [Test]
    public async Task A_sample_tells_the_rules_that_gave_the_label()
    {
        foreach (var row in await RowsAsync("?explain=true&label=女性&rule=2"))
        {
            string text = row.Text("match_content")!;
            Assert.That(row.Text("match_meta"), Does.StartWith($"女性 1: \"小姐\" [{text.Length - 2},2]; 女性 2: \"1\""));
            Assert.That(row.GetProperty("matches")[0].GetProperty("item").GetString(), Is.EqualTo("小姐"));
        }
        Assert.That((await RowsAsync(""))[0].TryGetProperty("matches", out _), Is.False);
    }

    [TestCase("limit=0", "limit '0' is not a whole number from 1 to 200")]
    [TestCase("rule=1", "rule is the number of a rule within its label: name the label too")]
    [TestCase("label=x", "label 'x' is none of this task")]
    [TestCase("explain=yes", "explain 'yes' is neither true nor false")]
    public async Task A_wrong_filter_is_told(string query, string message) =>
        (await SharedApi.Http.GetAnswerAsync($"/tasks/{s_task}/sample/?{query}")).ShouldBe(400, message);

    [TestCase("limit=0", "limit '0' is not a whole number from 1 to 10000")]
    [TestCase("sort=x", "sort 'x' is not one of posts, only, conflicts, share, rule")]
    [TestCase("label=x", "label 'x' is none of this task")]
    public async Task A_wrong_question_about_rules_is_told(string query, string message) =>
        (await SharedApi.Http.GetAnswerAsync($"/tasks/{s_task}/rules/?{query}")).ShouldBe(400, message);

    [Test]
    public async Task Rules_come_by_the_figure_that_is_asked_for()
    {
        var answer = (await SharedApi.Http.GetAnswerAsync($"/tasks/{s_task}/rules/?label=女性&sort=share&limit=1&offset=1")).Json;
        var rules = answer.GetProperty("error_message");
        Assert.That((rules.Text("total"), rules.Text("unmatched_total")), Is.EqualTo(("2", "1")));
        var rule = rules.GetProperty("rules")[0];
        Assert.That((rule.Text("rule"), rule.Text("item"), rule.GetProperty("only").GetInt32()), Is.EqualTo(("2", "1", 0)));
    }

    private static async Task<JsonElement[]> RowsAsync(string query)
    {
        var answer = await SharedApi.Http.GetAnswerAsync($"/tasks/{s_task}/sample/{query}");
        Assert.That(answer.Code, Is.EqualTo(200), answer.Text);
        return [.. answer.Json.GetProperty("error_message").EnumerateArray()];
    }

    private static async Task<string> GroupAsync() => (await SharedApi.Http.StatusAsync(s_task)).Text("result")!.Split(',')[0];
}
