using System.Text.Json;

namespace Audience.Tests.Api;

/// <summary>task_list, check_status and sample_result.</summary>
[Category("database"), NonParallelizable]
internal sealed class TaskQueryTests
{
    private static readonly string[] s_fields =
    [
        "task_id",
        "stat",
        "prod_stat",
        "model_type",
        "predict_type",
        "date_range",
        "target_table",
        "create_time",
        "peak_memory",
        "length_receive_table",
        "length_output_table",
        "length_prod_table",
        "result",
        "uniq_source_author",
        "rate_of_label",
        "run_time",
        "check_point",
    ];

    private static string s_done = "";

    [OneTimeSetUp]
    public static async Task LabelAsync()
    {
        s_done = await SharedApi.Http.CreateTaskAsync(SharedApi.Body());
        await SharedApi.Http.WaitUntilDoneAsync(s_done);
    }

    [TestCase("/tasks/")]
    [TestCase("/tasks")]
    public async Task The_list_has_the_documented_shape_latest_first(string path)
    {
        var answer = await SharedApi.Http.GetAnswerAsync(path);
        var tasks = answer.Json.GetProperty("content").EnumerateArray().ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(Answer.Names(answer.Json), Is.EqualTo(["error_code", "error_message", "content"]));
            Assert.That((answer.Code, answer.Message), Is.EqualTo((200, "OK")));
            Assert.That(Answer.Names(tasks[0]).Take(s_fields.Length), Is.EqualTo(s_fields));
            Assert.That(tasks.Select(t => t.Text("create_time")), Is.Ordered.Descending);
            Assert.That(tasks, Has.Length.LessThanOrEqualTo(20));
        });
    }

    [Test]
    public async Task The_list_can_be_cut_short_and_narrowed_down()
    {
        // Of an aborted task the state stays, where a worker may end one that is PENDING before it is listed.
        string aborted = await SharedApi.Http.CreateTaskAsync(SharedApi.Body(("COUNTDOWN", 3600)));
        await SharedApi.Http.PostAsync("/tasks/abort/", new { TASK_ID = aborted });
        var ofState = await ListAsync("?stat=break&limit=200");
        var one = await ListAsync("?limit=1");
        var created = (await SharedApi.Http.StatusAsync(aborted)).GetProperty("create_time").GetDateTime();
        var before = await ListAsync($"?limit=200&before={created:s}");
        Assert.Multiple(() =>
        {
            Assert.That(ofState.Select(t => t.Text("task_id")), Does.Contain(aborted).And.Not.Contain(s_done));
            Assert.That(ofState.Select(t => t.Text("stat")), Is.All.EqualTo("BREAK"));
            Assert.That(one, Has.Length.EqualTo(1));
            Assert.That(before.Select(t => t.GetProperty("create_time").GetDateTime()), Is.All.LessThan(created));
            Assert.That(before.Select(t => t.Text("task_id")), Does.Not.Contain(aborted));
        });
    }

    [TestCase("limit=0", "limit '0' is not a whole number from 1 to 200")]
    [TestCase("limit=201", "limit '201' is not a whole number from 1 to 200")]
    [TestCase("limit=many", "limit 'many' is not a whole number from 1 to 200")]
    [TestCase("stat=LOST", "stat 'LOST' is not one of PENDING, SUCCESS, FAILURE, BREAK")]
    [TestCase("before=yesterday", "before 'yesterday' is neither a task id, a date (2020-01-01) nor a date-time (2020-01-01T06:00:00)")]
    public async Task A_wrong_filter_is_refused(string query, string message) =>
        (await SharedApi.Http.GetAnswerAsync("/tasks/?" + query)).ShouldBe(400, message);

    [TestCase("")]
    [TestCase("/")]
    public async Task The_status_is_the_state_row(string slash)
    {
        var answer = await SharedApi.Http.GetAnswerAsync($"/tasks/{s_done}{slash}");
        var task = answer.Json.GetProperty("error_message");
        Assert.Multiple(() =>
        {
            Assert.That((answer.Status, answer.Code), Is.EqualTo((200, 200)));
            Assert.That(
                Answer.Names(task),
                Is.EqualTo([
                    .. s_fields,
                    "error_message",
                    "progress",
                    "time_left",
                    "phase",
                    "fold",
                    "waiting_for",
                    "skipped",
                    "target_schema",
                    "keep_days",
                    "priority",
                ])
            );
            Assert.That(
                (task.Text("task_id"), task.Text("stat"), task.Text("prod_stat"), task.Text("phase")),
                Is.EqualTo((s_done, "SUCCESS", "finish", "done"))
            );
            Assert.That((task.Text("target_table"), task.Text("predict_type")), Is.EqualTo(("wh_tiktok", "author")));
            Assert.That(task.GetProperty("length_receive_table").GetInt32(), Is.EqualTo(SharedApi.Posts.Count));
            Assert.That(task.Text("peak_memory"), Is.Null, "the contract has retired it");
        });
    }

    [TestCase("")]
    [TestCase("/sample")]
    [TestCase("/sample/")]
    public async Task What_cannot_be_found_is_told(string path)
    {
        string unknown = new('f', 32);
        (await SharedApi.Http.GetAnswerAsync($"/tasks/{unknown}{path}")).ShouldBe(
            404,
            $"task id is not exist, plz re-check the task id. Addition error message: there is no task {unknown}"
        );
        (await SharedApi.Http.GetAnswerAsync($"/tasks/12345{path}")).ShouldBe(
            400,
            "12345 is not in proper format, expect 32 digits get 5 digits"
        );
        (await SharedApi.Http.GetAnswerAsync($"/tasks/{new string('g', 32)}{path}")).ShouldBe(
            400,
            $"{new string('g', 32)} is not in proper format, expect 32 digits get 32 digits"
        );
    }

    [Test]
    public async Task A_sample_has_fifty_random_rows_of_each_table()
    {
        var first = await SampleAsync(s_done);
        var second = await SampleAsync(s_done);
        var expected = SharedApi.Posts.ToDictionary(p => p.Id, p => ($"{p.SourceId}_{p.Author}", p.SourceId, p.Author));
        Assert.Multiple(() =>
        {
            Assert.That(first, Has.Length.EqualTo(100), "two tables");
            Assert.That(
                first.GroupBy(r => r.Text("field_content")).Select(g => (g.Key, g.Count())),
                Is.EquivalentTo([("WH_F0045", 50), ("WH_P0001", 50)])
            );
            Assert.That(first.Select(r => r.Text("id")), Is.Unique);
            Assert.That(
                first.Select(r => Answer.Names(r)),
                Is.All.EqualTo(new[] { "id", "task_id", "source_author", "panel", "create_time", "field_content", "match_content" })
            );
            Assert.That(
                first.Select(r => (r.Text("source_author"), r.Text("field_content"), r.Text("match_content"))),
                Is.EqualTo(first.Select(r => expected[r.Text("id")!]))
            );
            Assert.That(first.Select(r => (r.Text("task_id"), r.Text("panel"))), Is.All.EqualTo((s_done, "/female")));
            // 50 of 120 rows, twice: the chance that both draws are the same is below 1 in 10^33.
            Assert.That(second.Select(r => r.Text("id")).Order(), Is.Not.EqualTo(first.Select(r => r.Text("id")).Order()));
        });
    }

    [Test]
    public async Task There_is_no_sample_where_nothing_is_labelled()
    {
        string id = await SharedApi.Http.CreateTaskAsync(SharedApi.Body(("PATTERN", new { nobody = new[] { "⚝" } })));
        await SharedApi.Http.WaitUntilDoneAsync(id);
        (await SharedApi.Http.GetAnswerAsync($"/tasks/{id}/sample/")).ShouldBe(404, $"there is no data processed in task {id}");
    }

    private static async Task<JsonElement[]> ListAsync(string query) =>
        [.. (await SharedApi.Http.ReadAsync("/tasks/" + query)).GetProperty("content").EnumerateArray()];

    private static async Task<JsonElement[]> SampleAsync(string id) =>
        [.. (await SharedApi.Http.ReadAsync($"/tasks/{id}/sample/")).GetProperty("error_message").EnumerateArray()];
}
