using System.Text.Json;
using Audience.Samples;
using Audience.Tests.Api;
using Audience.Tests.Api.Documents;

namespace Audience.Tests.LabelWorker.Previews;

/// <summary>Previews that are compared with other rules, and measured by labelled documents.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("broker")]
internal sealed class PreviewExtrasTests(Backend backend)
{
    private static readonly string[] s_authors = ["王小姐", "李小姐", "空姐", "陳大哥", "林先生", "小姐與大哥"];
    private static readonly MadePost[] s_posts =
    [
        .. s_authors.Select((a, i) => new MadePost($"p{i}", "WH_F0045", "a", a, "t", i == 3 ? "小姐" : null, new DateTime(2020, 1, 1 + i))),
    ];

    private TestSystem _system = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _system = await TestSystem.StartAsync(backend, s_posts);

    [OneTimeTearDown]
    public async Task EndAsync() => await _system.DisposeAsync();

    [Test]
    public async Task Another_pattern_tells_what_is_gained_and_lost_by_which_rules()
    {
        var body = Body("""{"female": [{"keyword": "姐", "unless": ["空姐"]}], "new": ["大哥"]}""");
        body["COMPARE"] = Json("""{"female": ["王", "姐", "李"], "old": ["先生"]}""");
        var compared = (await PreviewAsync(body)).GetProperty("compared");
        Assert.That(compared.GetProperty("task_id").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(
            compared.GetProperty("labels").EnumerateArray().Select(Figures),
            Is.EqualTo(["female 4→3 +0 -1", "new 0→2 +2 -0", "old 1→0 +0 -1"])
        );
        var lost = compared.GetProperty("labels")[0].GetProperty("lost");
        Assert.That(lost.Text("range_posts"), Is.EqualTo("1"));
        var rule = lost.GetProperty("rules").EnumerateArray().Single();
        Assert.That((rule.Text("rule"), rule.Text("item"), rule.Text("posts"), rule.Text("only")), Is.EqualTo(("2", "姐", "1", "1")));
        var example = lost.GetProperty("examples").EnumerateArray().Single();
        Assert.That((example.Text("text"), example.GetProperty("matches")[0].Text("spans")), Is.EqualTo(("空姐", "[[1,1]]")));
        var gained = compared.GetProperty("labels")[1].GetProperty("gained");
        Assert.That(gained.GetProperty("rules")[0].Text("item"), Is.EqualTo("大哥"));
    }

    [Test]
    public async Task A_task_that_looks_at_another_column_changes_nothing_of_the_preview_itself()
    {
        var task = Body("""{"female": ["小姐"]}""");
        task["PREDICT_TYPE"] = "content";
        string id = await _system.Http.CreateTaskAsync(task);
        var body = Body("""{"female": ["小姐"]}""");
        body["PREDICT_TYPE"] = "content";
        Assert.That((await PreviewAsync(body)).Text("posts_read"), Is.EqualTo("1"));
        body["COMPARE"] = Json("""{"female": ["大"]}""");
        Assert.That((await PreviewAsync(body)).GetProperty("compared").GetProperty("labels")[0].Text("before"), Is.EqualTo("0"));

        body = Body("""{"female": ["小姐"]}""");
        body["COMPARE"] = id;
        var preview = await PreviewAsync(body);
        Assert.That((preview.Text("posts_read"), preview.GetProperty("compared").Text("task_id")), Is.EqualTo(("6", id)));
        Assert.That(Figures(preview.GetProperty("compared").GetProperty("labels")[0]), Is.EqualTo("female 1→3 +3 -1"));

        task["COMPARE"] = (await _system.Http.CreateTaskAsync(Body("""{"female": ["小姐"]}""")));
        task.Remove("COUNTDOWN");
        preview = await PreviewAsync(task);
        Assert.That((preview.Text("posts_read"), preview.Text("range_posts")), Is.EqualTo(("1", "6")), "one post has a text");
        Assert.That(Figures(preview.GetProperty("compared").GetProperty("labels")[0]), Is.EqualTo("female 3→1 +1 -3"));
    }

    [TestCase("\"0123456789abcdef0123456789abcdef\"", "COMPARE: task id is not exist")]
    [TestCase("\"nonsense\"", "COMPARE: nonsense is not in proper format")]
    [TestCase("{}", "COMPARE: the PATTERN is empty")]
    [TestCase("{\"female\": [{\"keyword\": \"姐\", \"unles\": []}]}", "COMPARE: PATTERN: label 'female', rule 1 has the unknown key")]
    [TestCase("7", "value is neither a PATTERN (a dict) nor a TASK_ID (a str)")]
    public async Task What_cannot_be_compared_with_is_refused(string compare, string message)
    {
        var body = Body("""{"female": ["小姐"]}""");
        body["COMPARE"] = Json(compare);
        var answer = await _system.Http.PostAnswerAsync("/tasks/preview/", body);
        Assert.That(answer.Text, Does.Contain(message));
        Assert.That(answer.Status is 422 || answer.Code is 400 or 404, answer.Text);
    }

    [Test]
    public async Task Labelled_documents_tell_how_right_labels_and_rules_are()
    {
        string set = await GoldAsync();
        var body = Body("""{"female": [["小姐", "end"], "姐"], "male": ["哥"], "nobody": ["王"]}""");
        body["GOLD"] = set;
        var gold = (await PreviewAsync(body)).GetProperty("gold");
        Assert.That((gold.Text("documents"), gold.Text("complete"), gold.Text("other_labels")), Is.EqualTo(("5", "True", "[\"child\"]")));
        Assert.That(
            gold.GetProperty("labels").EnumerateArray().Select(Scores),
            // 姐 finds 王小姐, 空姐 and 學姐 of which two are right; 阿嬌 is missed.
            Is.EqualTo(["female 0.666667 0.666667 0.666667 3", "male 1 1 1 1", "nobody    0"])
        );
        Assert.That(
            gold.GetProperty("rules")
                .EnumerateArray()
                .Select(r => $"{r.Text("label")} {r.Text("rule")} {r.Text("right")}/{r.Text("documents")}"),
            Is.EqualTo(["female 2 2/3", "female 1 1/1", "male 1 1/1", "nobody 1 0/1"])
        );
        var female = gold.GetProperty("labels")[0];
        var wrong = female.GetProperty("wrong").EnumerateArray().Single();
        Assert.That(
            (wrong.Text("text"), wrong.Text("labels"), wrong.Text("predicted"), wrong.GetProperty("matches")[0].Text("spans")),
            Is.EqualTo(("空姐", "[\"child\"]", "[\"female\"]", "[[1,1]]"))
        );
        Assert.That(female.GetProperty("missed").EnumerateArray().Single().Text("text"), Is.EqualTo("阿嬌"));

        body["GOLD_TYPES"] = new[] { "test" };
        Assert.That((await PreviewAsync(body)).GetProperty("gold").Text("documents"), Is.EqualTo("2"));
    }

    [Test]
    public async Task Documents_that_cannot_tell_are_refused()
    {
        string set = await GoldAsync();
        await RefusesAsync(
            """{"x": ["y"]}""",
            set,
            null,
            400,
            "GOLD: no document",
            "a label of the rules: they give 'x', the documents have"
        );
        await RefusesAsync("""{"female": ["y"]}""", set, ["ext_test"], 400, "has no document of type ext_test");
        await RefusesAsync("""{"female": ["y"]}""", new string('a', 32), null, 400, "GOLD: there is no data set aaaa");
        await RefusesAsync("""{"female": ["y"]}""", set, [], 422, "is empty: name some of train, dev, test, ext_test");
        await RefusesAsync("""{"female": ["y"]}""", set, ["tset"], 422, "'tset' is not one of train");
        await RefusesAsync("""{"female": ["y"]}""", "set", null, 422, "'set' is not the id of a data set");
        await RefusesAsync("""{"female": ["y"]}""", null, ["test"], 422, "name that data set, too");
    }

    private async Task RefusesAsync(string pattern, string? set, string[]? types, int code, params string[] words)
    {
        var body = Body(pattern);
        (body["GOLD"], body["GOLD_TYPES"]) = (set, types);
        var answer = await _system.Http.PostAnswerAsync("/tasks/preview/", body);
        Assert.That(answer.Status == 422 ? 422 : answer.Code, Is.EqualTo(code), answer.Text);
        foreach (string word in words)
            Assert.That(answer.Text, Does.Contain(word));
    }

    private async Task<string> GoldAsync()
    {
        string set = await _system.Http.AddSetAsync();
        const string Csv = """
            author,content,label,document_type
            王小姐,x,female,train
            空姐,x,child,train
            學姐,x,female,test
            阿嬌,x,female,test
            大哥,x,male,dev
            """;
        (await _system.Http.UploadAsync(set, Csv)).ShouldBeTaken();
        return set;
    }

    private static string Figures(JsonElement change) =>
        $"{change.Text("label")} {change.Text("before")}→{change.Text("after")} "
        + $"+{change.GetProperty("gained").Text("posts")} -{change.GetProperty("lost").Text("posts")}";

    private static string Scores(JsonElement label) =>
        $"{label.Text("label")} {label.Text("precision")} {label.Text("recall")} {label.Text("f1")} {label.Text("support")}";

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    private static Dictionary<string, object?> Body(string pattern) =>
        new()
        {
            ["START_TIME"] = "2020-01-01",
            ["END_TIME"] = "2021-01-01",
            ["COUNTDOWN"] = 0,
            ["PATTERN"] = Json(pattern),
        };

    private async Task<JsonElement> PreviewAsync(object body)
    {
        var answer = await _system.Http.PostAnswerAsync("/tasks/preview/", body);
        Assert.That(answer.Code, Is.EqualTo(200), answer.Text);
        return answer.Json.GetProperty("error_message");
    }
}
