using Audience.Samples;

namespace Audience.Tests.LabelWorker;

/// <summary>A deleted task is gone at once, its rows soon after, and nobody else's with them.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class DeleteTaskTests(Backend backend)
{
    private static readonly string[] s_tables =
    [
        "state",
        "task_definition",
        "task_pattern",
        "task_chunk",
        "task_chunk_group",
        "task_chunk_authors",
        "task_group",
    ];

    [Test]
    public async Task Only_its_own_rows_go()
    {
        await using var system = await TestSystem.StartAsync(backend, new PostMaker(4_000, new DateTime(2020, 1, 1), 30).Make());
        string kept = await CreateAsync(system),
            gone = await CreateAsync(system);
        var before = await system.Http.WaitUntilDoneAsync(kept);
        string[] results = [.. before.Text("result")!.Split(',').SelectMany(t => new[] { t, "wh_panel_mapping_" + t })];
        await system.Http.WaitUntilDoneAsync(gone);
        long rows = await CountAsync(system, results, kept);

        var answer = await system.Http.PostAsync("/tasks/delete/", new { TASK_ID = gone });
        var status = await system.Http.ReadAsync($"/tasks/{gone}");
        var sample = await system.Http.ReadAsync($"/tasks/{gone}/sample/");
        await Eventually.GetAsync(() => CountAsync(system, [.. s_tables, .. results], gone), count => count == 0, TimeSpan.FromMinutes(1));

        Assert.Multiple(() =>
        {
            Assert.That(answer.Text("error_message"), Is.EqualTo($"successfully deleted task {gone}"));
            Assert.That(status.GetProperty("error_code").GetInt32(), Is.EqualTo(404));
            Assert.That(sample.GetProperty("error_code").GetInt32(), Is.EqualTo(404));
        });
        Assert.That(await CountAsync(system, results, kept), Is.EqualTo(rows).And.Positive);
        Assert.That((await system.Http.StatusAsync(kept)).ToString(), Is.EqualTo(before.ToString()));
        Assert.That(
            (await system.Http.PostAsync("/tasks/delete/", new { TASK_ID = gone })).GetProperty("error_code").GetInt32(),
            Is.EqualTo(404)
        );
    }

    [Test]
    public async Task A_running_task_ends_and_leaves_nothing()
    {
        await using var system = await TestSystem.StartAsync(
            backend,
            new PostMaker(20_000, new DateTime(2020, 1, 1), 30).Make(),
            new Dictionary<string, string?> { ["CHUNK_SIZE"] = "500" }
        );
        // So long a countdown that it cannot end before it is deleted.
        string id = await CreateAsync(system, countdown: 3600);
        var running = await system.Http.WaitForAsync(id, t => t.Text("phase") == "done" || t.GetProperty("progress").GetDouble() > 0);
        await system.Http.PostAsync("/tasks/delete/", new { TASK_ID = id });
        await Eventually.GetAsync(() => CountAsync(system, s_tables, id), count => count == 0, TimeSpan.FromMinutes(1));
        string again = await system.Http.CreateTaskAsync(
            new
            {
                TASK_ID = id,
                START_TIME = "2020-01-01",
                END_TIME = "2020-02-01",
                COUNTDOWN = 0,
                PATTERN = new { female = new[] { "小姐" } },
            }
        );
        var done = await system.Http.WaitUntilDoneAsync(again);
        string[] tables = done.Text("result")!.Split(',');
        Assert.That(running.Text("phase"), Is.Not.EqualTo("done"), "it ended before it could be deleted");
        Assert.That(
            await CountAsync(system, tables, id),
            Is.EqualTo(done.GetProperty("length_output_table").GetInt64()),
            "rows of the deleted task"
        );
    }

    [Test]
    public async Task Its_id_may_be_given_again_to_a_task_that_does_something_else()
    {
        await using var system = await TestSystem.StartAsync(backend, new PostMaker(2_000, new DateTime(2020, 1, 1), 30).Make());
        string id = await CreateAsync(system);
        var first = await system.Http.WaitUntilDoneAsync(id);
        await system.Http.PostAsync("/tasks/delete/", new { TASK_ID = id });
        await Eventually.GetAsync(() => CountAsync(system, s_tables, id), count => count == 0, TimeSpan.FromMinutes(1));
        await system.Http.CreateTaskAsync(
            new
            {
                TASK_ID = id,
                START_TIME = "2020-01-01",
                END_TIME = "2020-02-01",
                COUNTDOWN = 0,
                PATTERN = new { latin = new[] { "a" } },
            }
        );
        var second = await system.Http.WaitUntilDoneAsync(id);
        long other = 0;
        foreach (string table in second.Text("result")!.Split(','))
            other += await system.CountAsync(
                $"SELECT COUNT(*) FROM {system.Output.Dialect.Table(system.Output.Schema, table)} "
                    + "WHERE task_id = @id AND panel <> '/latin'",
                new { id }
            );
        Assert.That(other, Is.Zero, "rows of labels that the second task does not have");
        Assert.That(
            second.GetProperty("length_output_table").GetInt64(),
            Is.Not.EqualTo(first.GetProperty("length_output_table").GetInt64()).And.Positive
        );
    }

    private static Task<string> CreateAsync(TestSystem system, int countdown = 0) =>
        system.Http.CreateTaskAsync(
            new
            {
                START_TIME = "2020-01-01",
                END_TIME = "2020-02-01",
                COUNTDOWN = countdown,
                PATTERN = new { female = new[] { "小姐", "娘" }, male = new[] { "哥" } },
            }
        );

    private static async Task<long> CountAsync(TestSystem system, string[] tables, string taskId)
    {
        long rows = 0;
        foreach (string table in tables)
            rows += await system.CountAsync(
                $"SELECT COUNT(*) FROM {system.Output.Dialect.Table(system.Output.Schema, table)} WHERE task_id = @taskId",
                new { taskId }
            );
        return rows;
    }
}
