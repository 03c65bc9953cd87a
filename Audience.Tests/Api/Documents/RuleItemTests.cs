using System.Text;

namespace Audience.Tests.Api.Documents;

/// <summary>Rules of data sets with exceptions, and combinations.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("broker")]
internal sealed class RuleItemTests(Backend backend)
{
    private TestSystem _system = null!;

    private HttpClient Http => _system.Http;

    [OneTimeSetUp]
    public async Task StartAsync() => _system = await TestSystem.StartAsync(backend, SharedApi.Posts);

    [OneTimeTearDown]
    public async Task EndAsync() => await _system.DisposeAsync();

    [Test]
    public async Task Exceptions_stay_over_changes_until_others_are_given()
    {
        string id = await Http.AddSetAsync(type: "rule_task");
        var added = await Http.BareAsync(HttpMethod.Post, $"/documents/{id}/rules/add", Rule("姐", unless: ["空姐", "學姐"]));
        added.ShouldBeTaken();
        Assert.That(added.Json.Text("unless"), Is.EqualTo("[\"空姐\",\"學姐\"]"));
        string change = $"/documents/rules/{added.Json.Text("id")}/update";
        (await Http.BareAsync(HttpMethod.Patch, change, Rule("姐", match: "end"))).ShouldBeTaken();
        Assert.That(await ItemsAsync(id), Is.EqualTo(["姐/end/[\"空姐\",\"學姐\"]"]));
        (await Http.BareAsync(HttpMethod.Patch, change, Rule("妹"))).ShouldRefuse(
            422,
            "does not contain the keyword",
            "send UNLESS, [] for none"
        );
        (await Http.BareAsync(HttpMethod.Patch, change, Rule("妹", unless: []))).ShouldBeTaken();
        Assert.That(await ItemsAsync(id), Is.EqualTo(["妹/partially/"]));
        Assert.That((await Http.BareAsync(HttpMethod.Get, $"/documents/{id}/rules")).Text, Does.Not.Contain("unless"));
    }

    [Test]
    public async Task An_object_is_a_rule_and_one_keyword_of_it_is_stored_as_such()
    {
        string id = await Http.AddSetAsync(type: "rule_task");
        foreach (
            string content in (string[])
                [
                    """{"keyword": "姐", "match": "end", "unless": ["空姐"]}""",
                    """{"all": ["老婆", "先生"], "none": ["代購"], "near": 6}""",
                    """{"keyword": "哥", "match": ["start", "end"]}""",
                ]
        )
            (await Http.BareAsync(HttpMethod.Post, $"/documents/{id}/rules/add", Rule(content))).ShouldBeTaken();
        (await Http.BareAsync(HttpMethod.Post, $"/documents/{id}/rules/add", Rule("""{"all": ["姐+", "妹+"]}""", "regex"))).ShouldBeTaken();
        Assert.That(
            await ItemsAsync(id),
            Is.EqualTo([
                "姐/end/[\"空姐\"]",
                """{"all":["老婆","先生"],"none":["代購"],"near":6}/partially/""",
                """{"keyword": "哥", "match": ["start", "end"]}/partially/""",
                """{"all":["姐+","妹+"]}/partially/""",
            ])
        );
        var answer = await Http.PostAnswerAsync(
            "/tasks/preview/",
            new
            {
                START_TIME = "2020-01-01",
                END_TIME = "2020-01-02",
                DATASET_NO = id,
            }
        );
        Assert.That(
            answer.Json.GetProperty("error_message").GetProperty("unmatched_total").GetInt32()
                + answer.Json.GetProperty("error_message").GetProperty("rules").GetArrayLength(),
            Is.EqualTo(3),
            answer.Text
        );
    }

    [Test]
    public async Task A_file_with_exceptions_and_objects_comes_back_as_it_went()
    {
        string id = await Http.AddSetAsync(type: "rule_task");
        const string Csv = """
            content,label,rule_type,match_type,unless
            姐,female,keyword,end,"空姐,學姐"
            小姐,female,keyword,end,
            姐,female,keyword,end,"[""空,姐""]"
            "{""any"":[""哥"",""弟""]}",male,keyword,,
            """;
        (await Http.UploadAsync(id, Csv)).ShouldBeTaken();
        string[] expected = ["姐/end/[\"空姐\",\"學姐\"]", "小姐/end/", "姐/end/[\"空,姐\"]", """{"any":["哥","弟"]}/partially/"""];
        Assert.That(await ItemsAsync(id), Is.EqualTo(expected));
        byte[] file = await Http.DownloadAsync(id);
        var again = await Http.UploadAsync(id, file);
        Assert.That(again.Json.Text("skipped"), Is.EqualTo("4"), again.Text);
        string other = await Http.AddSetAsync(type: "rule_task");
        (await Http.UploadAsync(other, file)).ShouldBeTaken();
        Assert.That(await ItemsAsync(other), Is.EqualTo(expected));
        await Http.UploadAsync(other, "content,label,rule_type,match_type\n小姐,female,keyword,end\n", overwrite: true);
        Assert.That(
            Encoding.UTF8.GetString(await Http.DownloadAsync(other)).TrimStart('\uFEFF'),
            Does.StartWith("content,label,rule_type,match_type\r\n"),
            "the frontend's columns where they say it all"
        );
    }

    [TestCase("姐", "keyword", "妹", "'unless' does not contain the keyword '姐'")]
    [TestCase("姐", "regex", "空姐", "exceptions are for keywords")]
    [TestCase("{\"all\": [\"姐\"], \"near\": 5}", "keyword", null, "'near' needs two items")]
    [TestCase("{\"all\": [\"姐\"]}", "keyword", "空姐", "says its exceptions itself")]
    [TestCase("{\"keyword\": ", "keyword", null, "is none")]
    [TestCase("{\"keyword\": \"姐\", \"unles\": []}", "keyword", null, "unknown key 'unles'")]
    [TestCase("{\"all\": [\"(\"]}", "regex", null, "rule 1")]
    public async Task What_can_never_apply_is_refused_also_in_files(string content, string type, string? unless, string message)
    {
        string id = await Http.AddSetAsync(type: "rule_task");
        var answer = await Http.BareAsync(
            HttpMethod.Post,
            $"/documents/{id}/rules/add",
            Rule(content, type, unless: unless is null ? null : [unless])
        );
        answer.ShouldRefuse(422, message);
        string Cell(string? text) => $"\"{text?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var upload = await Http.UploadAsync(
            id,
            $"content,label,rule_type,match_type,unless\n{Cell(content)},female,{type},end,{Cell(unless)}\n"
        );
        upload.ShouldRefuse(400, "line 2, column ", message);
    }

    private static object Rule(string content, string type = "keyword", string match = "partially", string[]? unless = null) =>
        new
        {
            CONTENT = content,
            LABEL = "female",
            RULE_TYPE = type,
            MATCH_TYPE = match,
            UNLESS = unless,
        };

    private async Task<IReadOnlyList<string>> ItemsAsync(string id) =>
        [
            .. (await Http.ReadAsync($"/documents/{id}/rules"))
                .EnumerateArray()
                .Select(r =>
                    $"{r.Text("content")}/{r.Text("match_type")}/{(r.TryGetProperty("unless", out var some) ? some.ToString() : "")}"
                ),
        ];
}
