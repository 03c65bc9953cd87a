using System.Text;
using System.Text.Json;
using Audience.Contracts.Tasks;
using Audience.Data.Tasks;

namespace Audience.Tests.Api;

/// <summary>create_task where the body is good.</summary>
[Category("database"), NonParallelizable]
internal sealed class CreateTaskTests
{
    private static readonly string[] s_names =
    [
        "model_type",
        "predict_type",
        "start_time",
        "end_time",
        "target_schema",
        "target_table",
        "output_schema",
        "countdown",
        "queue",
        "date_range",
        "task_id",
    ];

    [TestCase("/tasks")]
    [TestCase("/tasks/")]
    public async Task The_answer_is_the_configuration_in_the_seeds_order(string path)
    {
        var answer = await SharedApi.Http.PostAnswerAsync(
            path,
            SharedApi.Body(
                ("MODEL_TYPE", "regex_model"),
                ("PREDICT_TYPE", "author_name"),
                ("END_TIME", "2020-01-01T06:00:00"),
                ("COUNTDOWN", 5),
                ("QUEUE", "queue2")
            )
        );
        var task = answer.Json.GetProperty("error_message");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(Answer.Names(answer.Json), Is.EqualTo(["error_code", "error_message"]));
            Assert.That(answer.Code, Is.EqualTo(200));
            Assert.That(Answer.Names(task), Is.EqualTo(s_names));
            Assert.That(task.Text("model_type"), Is.EqualTo("rule_model"));
            Assert.That(task.Text("predict_type"), Is.EqualTo("author"));
            Assert.That(task.Text("start_time"), Is.EqualTo("2020-01-01"));
            Assert.That(task.Text("end_time"), Is.EqualTo("2020-01-01T06:00:00"));
            Assert.That(task.Text("target_schema"), Is.EqualTo("wh_tiktok"));
            Assert.That(task.Text("target_table"), Is.EqualTo("ts_page_content"));
            Assert.That(task.Text("output_schema"), Is.EqualTo("audience_result"));
            Assert.That(task.GetProperty("countdown").GetInt32(), Is.EqualTo(5));
            Assert.That(task.Text("queue"), Is.EqualTo("queue2"));
            Assert.That(task.Text("date_range"), Is.EqualTo("2020-01-01 - 2020-01-01T06:00:00"));
            Assert.That(task.Text("task_id"), Does.Match("^[0-9a-f]{32}$"));
        });
    }

    [TestCase("5.0", 5)]
    [TestCase("0.0", 0)]
    [TestCase("6e1", 60)]
    [TestCase("\"7\"", 7)]
    public async Task A_whole_number_may_be_written_in_any_way(string countdown, int expected)
    {
        var answer = await SharedApi.Http.PostAnswerAsync(
            "/tasks/",
            $$"""{"START_TIME":"2020-01-01","END_TIME":"2020-01-02","PATTERN":{"x":["y"]},"COUNTDOWN":{{countdown}}}"""
        );
        Assert.That(answer.Json.GetProperty("error_message").Text("countdown"), Is.EqualTo($"{expected}"));
    }

    [Test]
    public async Task What_is_absent_or_null_takes_its_default()
    {
        var answer = await SharedApi.Http.PostAnswerAsync(
            "/tasks/",
            """{"START_TIME":"2020-01-01","END_TIME":"2020-01-02","PATTERN":{"x":["y"]},"QUEUE":null,"SITE_CONFIG":{},"COUNTDOWN":null}"""
        );
        var task = answer.Json.GetProperty("error_message");
        Assert.That(
            new[] { "model_type", "predict_type", "countdown", "queue" }.Select(name => task.Text(name)),
            Is.EqualTo(["keyword_model", "author", "5", "queue1"])
        );
    }

    [TestCase(null)]
    [TestCase("application/json; charset=utf-8")]
    [TestCase("text/json")]
    public async Task The_body_is_JSON_also_where_it_has_no_type(string? type)
    {
        // Names in any case, as old frontends send them, and with the mark that some editors put before UTF-8.
        byte[] body =
        [
            .. Encoding.UTF8.Preamble,
            .. Encoding.UTF8.GetBytes("""{"start_time":"2020-01-01","End_Time":"2020-01-02","pattern":{"女性":["小姐"]}}"""),
        ];
        var answer = await SharedApi.Http.SendAsync(HttpMethod.Post, "/tasks/", body, type);
        Assert.That(answer.Code, Is.EqualTo(200), answer.Text);
    }

    [Test]
    public async Task The_caller_may_choose_the_id_but_not_one_in_use()
    {
        string id = Guid.NewGuid().ToString("N");
        var body = SharedApi.Body(("TASK_ID", id.ToUpperInvariant()));
        Assert.That(await SharedApi.Http.CreateTaskAsync(body), Is.EqualTo(id));
        (await SharedApi.Http.PostAnswerAsync("/tasks/", body)).ShouldBe(400, $"TASK_ID {id} is in use: leave it out, or choose another");
        var task = await SharedApi.Http.WaitUntilDoneAsync(id);
        Assert.That(
            task.GetProperty("length_receive_table").GetInt64(),
            Is.EqualTo(SharedApi.Posts.Count),
            "the first task is not disturbed"
        );
    }

    [Test]
    public async Task Without_a_pattern_the_rules_of_the_directory_label()
    {
        string id = await SharedApi.Http.CreateTaskAsync(SharedApi.Body(("PATTERN", new { }), ("PREDICT_TYPE", "title")));
        var task = await SharedApi.Http.WaitUntilDoneAsync(id);
        Assert.That(task.GetProperty("length_output_table").GetInt64(), Is.EqualTo(SharedApi.Posts.Count));
    }

    [Test]
    public async Task A_pattern_of_100_000_keywords_works()
    {
        var keywords = Enumerable.Range(0, 99_999).Select(i => new[] { $"不會出現的關鍵字{i}", "partially" }).Append(["小姐", "end"]);
        string id = await SharedApi.Http.CreateTaskAsync(SharedApi.Body(("PATTERN", new { female = keywords })));
        var task = await SharedApi.Http.WaitUntilDoneAsync(id);
        Assert.Multiple(() =>
        {
            Assert.That(task.Text("stat"), Is.EqualTo("SUCCESS"), task.ToString());
            Assert.That(task.GetProperty("length_output_table").GetInt64(), Is.EqualTo(SharedApi.Posts.Count));
        });
        var stored = await SharedApi.System.Get<TaskDefinitions>().FindAsync(id, default);
        Assert.That(JsonSerializer.Deserialize<JsonElement>(stored!.Pattern!).GetProperty("female").GetArrayLength(), Is.EqualTo(100_000));
    }

    [Test]
    public void The_request_of_the_seed_can_be_written_with_the_typed_record()
    {
        string json = JsonSerializer.Serialize(new CreateTaskRequest { StartTime = "2020-01-01", EndTime = "2021-01-01" });
        Assert.That(
            Answer.Names(JsonSerializer.Deserialize<JsonElement>(json)),
            Is.EqualTo([
                "MODEL_TYPE",
                "PREDICT_TYPE",
                "START_TIME",
                "END_TIME",
                "PATTERN",
                "FOLD",
                "DATASET_NO",
                "RULE_REPORT",
                "SCORE",
                "MIN_PROBABILITY",
                "INPUT_SCHEMA",
                "INPUT_TABLE",
                "OUTPUT_SCHEMA",
                "COUNTDOWN",
                "QUEUE",
                "PRIORITY",
                "SITE_CONFIG",
                "TASK_ID",
                "KEEP_DAYS",
                "CALLBACK_URL",
                "MODEL_JOB_ID",
                "MODEL_ID_LIST",
            ])
        );
    }
}
