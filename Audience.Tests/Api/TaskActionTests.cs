namespace Audience.Tests.Api;

/// <summary>abort_task and resume.</summary>
[Category("database"), NonParallelizable]
internal sealed class TaskActionTests
{
    [TestCase("/tasks/abort/")]
    [TestCase("/tasks/abort")]
    [TestCase("/tasks/")]
    public async Task Abort_ends_a_task_for_good(string path)
    {
        string id = await SharedApi.Http.CreateTaskAsync(SharedApi.Body(("COUNTDOWN", 3600)));
        var answer = await SharedApi.Http.PostAnswerAsync(path, new { TASK_ID = id });
        answer.ShouldBe(200, $"successfully send break status to task {id} in state");
        var task = await SharedApi.Http.WaitForAsync(id, t => t.Text("stat") == "BREAK");
        Assert.That((task.Text("prod_stat"), task.Text("phase")), Is.EqualTo((default(string), "done")));

        (await SharedApi.Http.PostAnswerAsync(path, new { TASK_ID = id })).ShouldBe(
            200,
            $"successfully send break status to task {id} in state"
        );
        (await SharedApi.Http.PostAnswerAsync("/tasks/resume/", new { TASK_ID = id })).ShouldBe(
            400,
            $"task {id} was aborted and cannot be resumed: create a new one"
        );
    }

    [Test]
    public async Task A_status_that_was_just_asked_for_is_not_given_after_a_change()
    {
        string id = Guid.NewGuid().ToString("N");
        (await SharedApi.Http.GetAnswerAsync($"/tasks/{id}")).ShouldBe(
            404,
            $"task id is not exist, plz re-check the task id. Addition error message: there is no task {id}"
        );
        await SharedApi.Http.CreateTaskAsync(SharedApi.Body(("TASK_ID", id), ("COUNTDOWN", 3600)));
        Assert.That((await SharedApi.Http.StatusAsync(id)).Text("stat"), Is.Not.EqualTo("BREAK"));
        await SharedApi.Http.PostAsync("/tasks/abort/", new { TASK_ID = id });
        Assert.That((await SharedApi.Http.StatusAsync(id)).Text("stat"), Is.EqualTo("BREAK"));
        await SharedApi.Http.PostAsync("/tasks/delete/", new { TASK_ID = id });
        (await SharedApi.Http.GetAnswerAsync($"/tasks/{id}")).ShouldBe(
            404,
            $"task id is not exist, plz re-check the task id. Addition error message: there is no task {id}"
        );
    }

    [Test]
    public async Task What_has_ended_can_be_neither_aborted_nor_resumed()
    {
        string id = await SharedApi.Http.CreateTaskAsync(SharedApi.Body());
        await SharedApi.Http.WaitUntilDoneAsync(id);
        (await SharedApi.Http.PostAnswerAsync("/tasks/abort/", new { TASK_ID = id })).ShouldBe(
            400,
            $"task {id} has ended with SUCCESS and cannot be aborted"
        );
        (await SharedApi.Http.PostAnswerAsync("/tasks/resume/", new { TASK_ID = id })).ShouldBe(
            400,
            $"task {id} is SUCCESS and cannot be resumed: only a task in FAILURE can"
        );
        Assert.That((await SharedApi.Http.StatusAsync(id)).Text("stat"), Is.EqualTo("SUCCESS"));
    }

    [TestCase("/tasks/abort/")]
    [TestCase("/tasks/resume/")]
    public async Task A_wrong_or_unknown_id_is_told(string path)
    {
        string unknown = new('e', 32);
        (await SharedApi.Http.PostAnswerAsync(path, new { TASK_ID = "xyz" })).ShouldBe(
            400,
            "xyz is not in proper format, expect 32 digits get 3 digits"
        );
        string spaced = " " + new string('a', 32);
        (await SharedApi.Http.PostAnswerAsync(path, new { TASK_ID = spaced })).ShouldBe(
            400,
            $"{spaced} is not in proper format, expect 32 digits get 33 digits"
        );
        (await SharedApi.Http.PostAnswerAsync(path, new { TASK_ID = unknown })).ShouldBe(
            404,
            $"task id is not exist, plz re-check the task id. Addition error message: there is no task {unknown}"
        );
    }

    [Test]
    public async Task A_failed_task_is_resumed_from_its_check_point()
    {
        string schema = "lame" + Guid.NewGuid().ToString("N")[..8];
        await SourceFile.RunAsync(
            SharedApi.System,
            schema,
            """
            CREATE TABLE ts_page_content (id TEXT, s_id TEXT, s_area_id TEXT, author TEXT, title TEXT, content TEXT, post_time TEXT);
            CREATE INDEX by_time ON ts_page_content (post_time);
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 4999)
            INSERT INTO ts_page_content SELECT 'p' || i, 'WH_F0045', 'a', '王' || (i % 7) || '小姐', 't', 'c',
                datetime('2020-01-01', '+' || i || ' seconds') FROM n;
            UPDATE ts_page_content SET post_time = '2020-01-01 01:16:0?' WHERE id = 'p4567';
            """
        );
        string id = await SharedApi.Http.CreateTaskAsync(SharedApi.Body(("INPUT_SCHEMA", schema)));
        var failed = await SharedApi.Http.WaitUntilDoneAsync(id);
        await SourceFile.RunAsync(
            SharedApi.System,
            schema,
            "UPDATE ts_page_content SET post_time = '2020-01-01 01:16:07' WHERE id = 'p4567'"
        );
        (await SharedApi.Http.PostAnswerAsync("/tasks/resume/", new { TASK_ID = id })).ShouldBe(200, $"successfully resumed task {id}");
        var resumed = await SharedApi.Http.WaitForAsync(id, t => t.Text("stat") != "FAILURE" && t.Text("phase") == "done");

        Assert.Multiple(() =>
        {
            Assert.That(failed.Text("stat"), Is.EqualTo("FAILURE"));
            Assert.That(failed.Text("error_message"), Does.Contain("post_time"));
            // At 1,500 posts a chunk the fourth is the lame one; chunks before it may still have been at work when it failed.
            Assert.That(
                failed.GetProperty("check_point").GetDateTime(),
                Is.AnyOf(Enumerable.Range(0, 4).Select(chunk => (object)new DateTime(2020, 1, 1).AddSeconds(1500 * chunk)).ToArray())
            );
            Assert.That((resumed.Text("stat"), resumed.Text("prod_stat")), Is.EqualTo(("SUCCESS", "finish")), resumed.ToString());
            Assert.That(resumed.GetProperty("length_receive_table").GetInt32(), Is.EqualTo(5000));
            Assert.That(resumed.GetProperty("length_output_table").GetInt32(), Is.EqualTo(5000));
            Assert.That((resumed.Text("check_point"), resumed.Text("error_message")), Is.EqualTo((default(string), default(string))));
        });
    }
}
