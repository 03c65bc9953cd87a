using Dapper;

namespace Audience.Tests.Api;

/// <summary>Pages of tasks lose none, and what is misspelt runs nothing else.</summary>
[Category("database")]
internal sealed class TaskListTests
{
    [Test]
    public async Task Pages_by_task_id_lose_nothing_of_one_second()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, SharedApi.Posts);
        var created = new List<string>();
        for (int i = 0; i < 7; i++)
        {
            created.Add(await system.Http.CreateTaskAsync(SharedApi.Body()));
            await system.Http.WaitUntilDoneAsync(created[^1]);
        }
        await using (var connection = await system.Output.OpenAsync(default))
            await connection.ExecuteAsync("UPDATE state SET create_time = '2026-01-01 00:00:00'");
        created.Reverse();
        var listed = new List<string>();
        while (true)
        {
            string before = listed.Count == 0 ? "" : $"&before={listed[^1]}";
            var page = (await system.Http.ReadAsync($"/tasks/?limit=3{before}")).GetProperty("content");
            if (page.GetArrayLength() == 0)
                break;
            listed.AddRange(page.EnumerateArray().Select(t => t.Text("task_id")!));
        }
        Assert.That(listed, Is.EqualTo(created));
    }

    [Test]
    public async Task A_misspelt_field_is_refused_and_runs_nothing()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, SharedApi.Posts);
        var answer = await system.Http.PostAsync(
            "/tasks/",
            new
            {
                START_TIME = "2020-01-01",
                END_TIME = "2021-01-01",
                PATERN = new { female = new[] { "小姐" } },
            }
        );
        var problem = answer.GetProperty("detail")[0];
        Assert.That((problem.GetProperty("loc")[1].GetString(), problem.Text("msg")), Is.EqualTo(("PATERN", "extra fields not permitted")));
        Assert.That((await system.Http.ReadAsync("/tasks/")).GetProperty("content").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task The_sample_of_a_task_that_found_nothing_says_so()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, SharedApi.Posts);
        string id = await system.Http.CreateTaskAsync(
            new
            {
                START_TIME = "2020-01-01",
                END_TIME = "2021-01-01",
                COUNTDOWN = 0,
                PATTERN = new { nobody = new[] { "沒有人這樣寫" } },
            }
        );
        await system.Http.WaitUntilDoneAsync(id);
        (await system.Http.GetAnswerAsync($"/tasks/{id}/sample/")).ShouldBe(404, $"there is no data processed in task {id}");
    }

    [Test]
    public async Task Tasks_without_times_take_those_of_the_settings()
    {
        await using var system = await TestSystem.StartAsync(
            Backend.Embedded,
            SharedApi.Posts,
            new Dictionary<string, string?> { ["DEFAULT_START_TIME"] = "2020-01-01", ["DEFAULT_END_TIME"] = "2021-01-01" }
        );
        string id = await system.Http.CreateTaskAsync(new { COUNTDOWN = 0, PATTERN = new { female = new[] { "小姐" } } });
        Assert.That((await system.Http.WaitUntilDoneAsync(id)).Text("date_range"), Is.EqualTo("2020-01-01 - 2021-01-01"));
    }
}
