namespace Audience.Tests.Api;

/// <summary>Tasks are found by what they are called and by what they do.</summary>
[Category("database"), NonParallelizable]
internal sealed class TaskSearchTests
{
    [Test]
    public async Task Tasks_are_found_by_id_table_label_rule_model_and_time()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, SharedApi.Posts);
        string ids = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0",
            female = ids + "1",
            odd = ids + "2";
        await system.Http.CreateTaskAsync(SharedApi.Body(("TASK_ID", female)));
        await system.Http.CreateTaskAsync(
            SharedApi.Body(
                ("TASK_ID", odd),
                ("MODEL_TYPE", "rule_model"),
                ("PATTERN", new Dictionary<string, object> { ["100%_學生"] = new[] { "Foo+" } })
            )
        );

        async Task<string[]> Found(string query) =>
            [.. (await system.Http.ReadAsync("/tasks/?" + query)).GetProperty("content").EnumerateArray().Select(t => t.Text("task_id")!)];
        (string Query, string[] Tasks)[] cases =
        [
            ("search=0A0A0A", [odd, female]),
            ("search=" + odd, [odd]),
            ("search=a0a0", []),
            ("search=FEMALE", [female]),
            ("search=" + Uri.EscapeDataString("小姐"), [female]),
            ("search=" + Uri.EscapeDataString("100%_學"), [odd]),
            ("search=%25", [odd]),
            ("search=foo%2B", [odd]),
            ("search=ts_PAGE", [odd, female]),
            ("search=%20", [odd, female]),
            ("model_type=rule_model", [odd]),
            ("since=2020-01-01&limit=1", [odd]),
            ("since=2999-01-01", []),
            ($"search=0a0a&before={odd}", [female]),
        ];
        await system.Http.WaitUntilDoneAsync(female);
        await system.Http.WaitUntilDoneAsync(odd);
        Assert.Multiple(async () =>
        {
            foreach (var (query, tasks) in cases)
                Assert.That(await Found(query), Is.EqualTo(tasks), query);
        });
    }

    [TestCase("since=yesterday", "since 'yesterday' is neither a date")]
    [TestCase("before=x", "before 'x' is neither a task id")]
    public async Task What_cannot_be_meant_is_said(string query, string message)
    {
        var answer = await SharedApi.Http.ReadAsync("/tasks/?" + query);
        Assert.That(answer.Text("error_message"), Does.StartWith(message));
    }

    [Test]
    public async Task A_long_search_is_refused()
    {
        var answer = await SharedApi.Http.ReadAsync("/tasks/?search=" + new string('x', 201));
        Assert.That(answer.Text("error_message"), Does.Contain("at most 200"));
    }
}
