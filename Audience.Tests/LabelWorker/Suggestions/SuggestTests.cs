using System.Text.Json;
using Audience.Samples;
using Audience.Tests.Api;
using Audience.Tests.ModelWorker;

namespace Audience.Tests.LabelWorker.Suggestions;

/// <summary>Keywords that a label lacks, as a caller gets them.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("broker")]
internal sealed class SuggestTests(Backend backend)
{
    private static readonly MadeTopic s_chinese = new(7, false),
        s_latin = new(8, true);

    private static readonly IReadOnlyList<MadePost> s_posts =
    [
        .. s_chinese.Make(4_000, new DateTime(2020, 1, 1)),
        .. s_latin.Make(4_000, new DateTime(2020, 2, 1)),
    ];

    private TestSystem _system = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _system = await TestSystem.StartAsync(backend, [.. s_posts]);

    [OneTimeTearDown]
    public async Task EndAsync() => await _system.DisposeAsync();

    [TestCase("中文")]
    [TestCase("latin")]
    public async Task Synonyms_are_found(string label)
    {
        var topic = label == "latin" ? s_latin : s_chinese;
        var answer = await SuggestAsync(Body(label));
        var keywords = Suggestions(answer).Select(s => s.Text("keyword")!).ToList();
        Assert.That(keywords, Has.Count.LessThanOrEqualTo(50));
        Assert.That(keywords.Intersect(topic.Synonyms).Count(), Is.GreaterThanOrEqualTo(16), string.Join(' ', keywords));
        Assert.That(keywords.Where(k => topic.Known.Any(known => known.Contains(k, StringComparison.Ordinal))), Is.Empty);
        Assert.That(Suggestions(answer).Select(s => s.GetProperty("score").GetDouble()), Is.Ordered.Descending);
    }

    [Test]
    public async Task Every_figure_is_exact_where_the_whole_range_is_read()
    {
        var answer = await SuggestAsync(Body("中文"));
        var posts = s_posts.Take(4_000).Select(p => p.Content!).ToList();
        var without = posts.Where(text => !s_chinese.Known.Any(k => text.Contains(k, StringComparison.Ordinal))).ToList();
        Assert.That(
            (answer.Text("complete"), answer.Text("posts_read"), answer.Text("labelled")),
            Is.EqualTo(("True", "4000", $"{posts.Count - without.Count}"))
        );
        foreach (var suggestion in Suggestions(answer).Where(s => s_chinese.Synonyms.Contains(s.Text("keyword")!)))
        {
            string keyword = suggestion.Text("keyword")!;
            int adds = without.Count(text => text.Contains(keyword, StringComparison.Ordinal));
            Assert.That((suggestion.Text("posts_without"), suggestion.Text("adds")), Is.EqualTo(($"{adds}", $"{adds}")));
            foreach (var example in suggestion.GetProperty("examples").EnumerateArray())
            {
                Assert.That(without, Does.Contain(example.Text("text")));
                var span = example.GetProperty("spans")[0];
                Assert.That(example.Text("text")!.Substring(span[0].GetInt32(), span[1].GetInt32()), Is.EqualTo(keyword));
            }
            Assert.That(suggestion.GetProperty("examples").GetArrayLength(), Is.EqualTo(Math.Min(2, adds)));
        }
    }

    [Test]
    public async Task The_same_seed_suggests_the_same()
    {
        var body = Body("latin");
        (body["SAMPLE"], body["SEED"]) = (1000, 4);
        var (first, second) = (await SuggestAsync(body), await SuggestAsync(body));
        Assert.That(first.Text("suggestions"), Is.EqualTo(second.Text("suggestions")));
        Assert.That((first.Text("complete"), first.Text("range_posts")), Is.EqualTo(("False", "4000")));
    }

    [Test]
    public async Task A_range_without_posts_suggests_nothing()
    {
        var body = Body("latin");
        (body["START_TIME"], body["END_TIME"]) = ("2001-01-01", "2001-02-01");
        var answer = await SuggestAsync(body);
        Assert.That((answer.Text("posts_read"), answer.Text("suggestions")), Is.EqualTo(("0", "[]")));
    }

    [Test]
    public async Task A_label_that_is_not_there_is_told_with_those_that_are()
    {
        var body = Body("latin");
        body["LABEL"] = "x";
        var answer = await _system.Http.PostAnswerAsync("/tasks/suggest/", body);
        answer.ShouldBe(400, "LABEL: there is no label 'x' in this task (labels: 中文, latin)");
    }

    [Test]
    public async Task A_learned_model_has_no_keywords_to_suggest()
    {
        await _system.Http.ImportAsync(
            "label,term,weight\r\nother,銀行,1\r\n"u8.ToArray(),
            ("MODEL_JOB_ID", "9"),
            ("PREDICT_TYPE", "CONTENT")
        );
        var body = Body("other");
        body.Remove("PATTERN");
        body["MODEL_JOB_ID"] = 9;
        var answer = await _system.Http.PostAnswerAsync("/tasks/suggest/", body);
        Assert.That(answer.Status, Is.EqualTo(422), answer.Text);
        var problem = answer.Json.GetProperty("detail")[0];
        Assert.That(problem.Text("loc"), Is.EqualTo("[\"body\",\"LABEL\"]"));
        Assert.That(problem.Text("msg"), Does.Contain("a learned model gives it").And.Contain("send a PATTERN"));
    }

    [Test]
    public async Task A_model_of_another_column_changes_nothing_for_a_label_of_the_pattern()
    {
        await _system.Http.ImportAsync(
            "label,term,weight\r\nother,nobody,1\r\n"u8.ToArray(),
            ("MODEL_JOB_ID", "10"),
            ("PREDICT_TYPE", "AUTHOR")
        );
        var alone = await SuggestAsync(Body("latin"));
        var body = Body("latin");
        body["MODEL_JOB_ID"] = 10;
        var beside = await SuggestAsync(body);
        Assert.That(Suggestions(beside), Is.Not.Empty);
        Assert.That(beside.Text("suggestions"), Is.EqualTo(alone.Text("suggestions")));
    }

    [TestCase("LABEL", null, "field required")]
    [TestCase("SAMPLE", 999, "ensure this value is from 1000 to 200000")]
    [TestCase("GOLD", "x", "extra fields not permitted")]
    public async Task A_wrong_field_is_refused(string name, object? value, string message)
    {
        var body = Body("latin");
        body[name] = value;
        var answer = await _system.Http.PostAnswerAsync("/tasks/suggest/", body);
        Assert.That((answer.Status, answer.Text.Contains(message, StringComparison.Ordinal)), Is.EqualTo((422, true)), answer.Text);
    }

    [Test]
    public async Task A_source_that_is_not_there_is_named()
    {
        var body = Body("latin");
        body["INPUT_TABLE"] = "nothing";
        var answer = await _system.Http.PostAnswerAsync("/tasks/suggest/", body);
        answer.ShouldBe(400, $"input table '{_system.InputSchema}.nothing' does not exist, or its user may not read it");
    }

    private static Dictionary<string, object?> Body(string label) =>
        new()
        {
            ["START_TIME"] = label == "latin" ? "2020-02-01" : "2020-01-01",
            ["END_TIME"] = label == "latin" ? "2020-03-01" : "2020-02-01",
            ["PREDICT_TYPE"] = "content",
            ["PATTERN"] = new Dictionary<string, object> { ["中文"] = s_chinese.Known, ["latin"] = s_latin.Known },
            ["LABEL"] = label,
        };

    private async Task<JsonElement> SuggestAsync(object body)
    {
        var answer = await _system.Http.PostAnswerAsync("/tasks/suggest/", body);
        Assert.That(answer.Code, Is.EqualTo(200), answer.Text);
        return answer.Json.GetProperty("error_message");
    }

    private static IReadOnlyList<JsonElement> Suggestions(JsonElement answer) => [.. answer.GetProperty("suggestions").EnumerateArray()];
}
