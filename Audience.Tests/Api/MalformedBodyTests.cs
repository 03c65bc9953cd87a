using System.Text;

namespace Audience.Tests.Api;

/// <summary>Bodies that are not of the documented form: HTTP 422, every mistake at once.</summary>
[Category("database"), NonParallelizable]
internal sealed class MalformedBodyTests
{
    [TestCase("{}", "body.START_TIME value_error.missing", "body.END_TIME value_error.missing")]
    [TestCase("""{"START_TIME":null,"END_TIME":"2020-01-02"}""", "body.START_TIME value_error.missing")]
    [TestCase("""{"START_TIME":20200101,"END_TIME":["2020-01-02"]}""", "body.START_TIME type_error.str", "body.END_TIME type_error.str")]
    [TestCase("""{"START_TIME":"","END_TIME":" "}""", "body.START_TIME value_error.datetime", "body.END_TIME value_error.datetime")]
    [TestCase(
        """{"START_TIME":"01/02/2020","END_TIME":"2020-13-01"}""",
        "body.START_TIME value_error.datetime",
        "body.END_TIME value_error.datetime"
    )]
    [TestCase(
        """{"START_TIME":"2020-01-01T00:00:00Z","END_TIME":"2020-02-30"}""",
        "body.START_TIME value_error.datetime",
        "body.END_TIME value_error.datetime"
    )]
    [TestCase("""{"START_TIME":"2020-01-01","END_TIME":"2020-01-02","COUNTDOWN":"soon"}""", "body.COUNTDOWN type_error.integer")]
    [TestCase("""{"START_TIME":"2020-01-01","END_TIME":"2020-01-02","COUNTDOWN":"\ud800"}""", "body.COUNTDOWN type_error.integer")]
    [TestCase("""{"START_TIME":"2020-01-01","END_TIME":"2020-01-02","COUNTDOWN":1.5}""", "body.COUNTDOWN type_error.integer")]
    [TestCase("""{"START_TIME":"2020-01-01","END_TIME":"2020-01-02","COUNTDOWN":-1}""", "body.COUNTDOWN value_error.number.range")]
    [TestCase("""{"START_TIME":"2020-01-01","END_TIME":"2020-01-02","PATTERN":["小姐"]}""", "body.PATTERN type_error.dict")]
    [TestCase("""{"START_TIME":"2020-01-01","END_TIME":"2020-01-02","PATTERN":"小姐"}""", "body.PATTERN type_error.dict")]
    [TestCase("""{"START_TIME":"\ud800","END_TIME":"2020-01-02"}""", "body.START_TIME value_error.str")]
    [TestCase("""{"\ud800":1}""", "body value_error.jsondecode")]
    [TestCase("", "body value_error.jsondecode")]
    [TestCase("START_TIME=2020-01-01", "body value_error.jsondecode")]
    [TestCase("""{"START_TIME":"2020-01-01",}""", "body value_error.jsondecode")]
    [TestCase("[]", "body type_error.dict")]
    [TestCase("null", "body type_error.dict")]
    [TestCase("\"TASK_ID\"", "body type_error.dict")]
    [TestCase("""{"MODEL_JOB_ID":999999}""", "body.START_TIME value_error.missing", "body.END_TIME value_error.missing")]
    [TestCase("""{"TASK_ID":7}""", "body.TASK_ID type_error.str")]
    [TestCase("""{"TASK_ID":null}""", "body.START_TIME value_error.missing", "body.END_TIME value_error.missing")]
    [TestCase(
        """{"START_TIME":"x","MODEL_TYPE":1,"PREDICT_TYPE":{},"QUEUE":true,"INPUT_SCHEMA":[],"INPUT_TABLE":1,"OUTPUT_SCHEMA":1"""
            + ""","TASK_ID":1,"COUNTDOWN":{},"PATTERN":1,"SITE_CONFIG":{"port":"x","charset":1,"ssl":true}}""",
        "body.END_TIME value_error.missing",
        "body.MODEL_TYPE type_error.str",
        "body.PREDICT_TYPE type_error.str",
        "body.INPUT_SCHEMA type_error.str",
        "body.INPUT_TABLE type_error.str",
        "body.OUTPUT_SCHEMA type_error.str",
        "body.QUEUE type_error.str",
        "body.COUNTDOWN type_error.integer",
        "body.PATTERN type_error.dict",
        "body.SITE_CONFIG.host value_error.missing",
        "body.SITE_CONFIG.port type_error.integer",
        "body.SITE_CONFIG.user value_error.missing",
        "body.SITE_CONFIG.charset type_error.str",
        "body.SITE_CONFIG.ssl value_error.extra",
        "body.TASK_ID type_error.str",
        "body.START_TIME value_error.datetime"
    )]
    public async Task Every_mistake_is_told(string body, params string[] mistakes)
    {
        var answer = await SharedApi.Http.PostAnswerAsync("/tasks/", body);
        Assert.That(answer.Status, Is.EqualTo(422), answer.Text);
        Assert.That(answer.Mistakes, Is.EquivalentTo(mistakes));
        Assert.That(Answer.Names(answer.Json), Is.EqualTo(["detail"]));
    }

    [Test]
    public async Task A_body_of_a_thousand_levels_is_told_so()
    {
        string deep = string.Concat(Enumerable.Repeat("""{"not":""", 1_000)) + "\"/female\"" + new string('}', 1_000);
        var answer = await SharedApi.Http.PostAnswerAsync("/audiences/count/", $$"""{"OF":[],"WHERE":{{deep}}}""");
        Assert.That(answer.Mistakes, Is.EqualTo(new[] { "body value_error.jsondecode" }));
        Assert.That(answer.Text, Does.Contain("more than 64 levels, one within the other"));
    }

    [Test]
    public async Task A_mistake_has_its_place_its_message_and_its_type()
    {
        var answer = await SharedApi.Http.PostAnswerAsync(
            "/tasks/",
            """{"START_TIME":"2020-01-01","END_TIME":"2020-01-02","SITE_CONFIG":{"host":"h","user":5}}"""
        );
        Assert.That(
            answer.Text,
            Is.EqualTo("""{"detail":[{"loc":["body","SITE_CONFIG","user"],"msg":"str type expected","type":"type_error.str"}]}""")
        );
    }

    [TestCase("/tasks/abort/")]
    [TestCase("/tasks/abort")]
    [TestCase("/tasks/resume/")]
    [TestCase("/tasks/resume")]
    public async Task An_id_is_asked_for_where_there_is_none(string path)
    {
        var answer = await SharedApi.Http.PostAnswerAsync(path, new { });
        Assert.That((answer.Status, string.Join(',', answer.Mistakes)), Is.EqualTo((422, "body.TASK_ID value_error.missing")));
    }

    [TestCase("text/plain")]
    [TestCase("application/x-www-form-urlencoded")]
    public async Task A_body_that_calls_itself_something_else_is_not_read(string type)
    {
        var answer = await SharedApi.Http.SendAsync(HttpMethod.Post, "/tasks/", "{}"u8.ToArray(), type);
        Assert.That((answer.Status, string.Join(',', answer.Mistakes)), Is.EqualTo((422, "body value_error.contenttype")));
    }

    [Test]
    public async Task Bytes_that_are_not_UTF8_are_named_as_such()
    {
        byte[] body = [.. """{"END_TIME":"2020-01-02","START_TIME":"2020"""u8, 0xFF, 0xFE, .. "\"}"u8];
        var answer = await SharedApi.Http.SendAsync(HttpMethod.Post, "/tasks/", body, null);
        Assert.That((answer.Status, string.Join(',', answer.Mistakes)), Is.EqualTo((422, "body.START_TIME value_error.str")), answer.Text);
    }

    [Test]
    public async Task Bytes_that_are_not_UTF8_are_found_in_a_pattern_too()
    {
        byte[] body = [.. """{"START_TIME":"2020-01-01","END_TIME":"2020-01-02","PATTERN":{"a":["b"""u8, 0xFF, .. "\"]}}"u8];
        var answer = await SharedApi.Http.SendAsync(HttpMethod.Post, "/tasks/", body, null);
        Assert.That((answer.Status, string.Join(',', answer.Mistakes)), Is.EqualTo((422, "body.PATTERN value_error.str")), answer.Text);
    }

    [Test]
    public async Task An_answer_does_not_repeat_all_that_was_sent()
    {
        string many = string.Join(',', Enumerable.Range(0, 900).Select(i => $"\"x{i}\":1"));
        var refused = await SharedApi.Http.PostAnswerAsync("/tasks/", SharedApi.Body(("INPUT_TABLE", new string('a', 1_000_000))));
        var wrong = await SharedApi.Http.PostAnswerAsync(
            "/tasks/",
            $$"""{"START_TIME":"{{new string('x', 1_000_000)}}","SITE_CONFIG":{ {{many}} } }"""
        );
        var full = await SharedApi.Http.PostAnswerAsync("/tasks/", $$"""{ {{many}},{{many.Replace('x', 'y')}} }""");
        Assert.Multiple(() =>
        {
            Assert.That(refused.Code, Is.EqualTo(400));
            Assert.That(refused.Text, Has.Length.LessThan(3_000));
            Assert.That((wrong.Status, wrong.Mistakes.Count), Is.EqualTo((422, 100)));
            Assert.That(full.Mistakes, Is.EqualTo(["body value_error.extra"]));
        });
    }

    [Test]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        byte[] body = Encoding.UTF8.GetBytes($$"""{"START_TIME":"{{new string('x', 20_000_001)}}"}""");
        var answer = await SharedApi.Http.SendAsync(HttpMethod.Post, "/tasks/", body, "application/json");
        Assert.That((answer.Status, answer.Code), Is.EqualTo((413, 413)), answer.Text);
    }
}
