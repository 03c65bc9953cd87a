using Audience.Data.Tasks;
using Audience.Jobs.Leases;
using Audience.Samples;
using Audience.Tests.Api;
using Dapper;

namespace Audience.Tests.Jobs;

/// <summary>PRIORITY, from the body to the claim.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class TaskPriorityTests(Backend backend)
{
    private TestSystem _system = null!;

    private HttpClient Http => _system.Http;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _system = await TestSystem.StartAsync(backend, new PostMaker(100, new DateTime(2020, 1, 1), 10).Make());

    [OneTimeTearDown]
    public async Task EndAsync() => await _system.DisposeAsync();

    [Test]
    public async Task The_priority_of_a_task_is_shown_and_comes_with_its_pieces()
    {
        string high = await CreateAsync("High"),
            normal = await CreateAsync(null);
        Assert.That((await Http.StatusAsync(high)).Text("priority"), Is.EqualTo("high"));
        Assert.That((await Http.StatusAsync(normal)).Text("priority"), Is.EqualTo("normal"));
        var definition = await Http.ReadAsync($"/tasks/{high}/definition/");
        Assert.That(definition.GetProperty("error_message").Text("priority"), Is.EqualTo("high"));
        // Nobody serves that queue: the pieces stay as they are.
        await using var connection = await _system.Output.OpenAsync(default);
        foreach (string task in (string[])[high, normal])
            await connection.ExecuteAsync(
                "INSERT INTO work_item (parent_id, kind, ordinal, item, queue, status) "
                    + $"VALUES ('{task}', 'label', 7, '7', 'none', 'waiting')"
            );
        var found = await _system.Get<CandidateFinder>().FindAsync([WorkKind.Label], ["none"], default);
        Assert.That(
            found.ToDictionary(c => c.Parent, c => c.Priority),
            Is.EquivalentTo(new Dictionary<string, TaskPriority> { [high] = TaskPriority.High, [normal] = TaskPriority.Normal })
        );
    }

    [Test]
    public async Task The_panels_of_a_schedule_have_the_priority_of_its_TASK()
    {
        string id = await Http.AddScheduleAsync(Schedule("low"));
        Assert.That((await Http.StatusAsync(id)).Text("priority"), Is.EqualTo("low"));
        using var change = new StringContent("""{"TASK": {"PATTERN": {"a": ["b"]}, "PRIORITY": "high"}}""", null, "application/json");
        await Http.PatchAsync(new Uri($"/schedules/{id}", UriKind.Relative), change);
        Assert.That((await Http.StatusAsync(id)).Text("priority"), Is.EqualTo("high"));
    }

    [Test]
    public async Task Another_priority_is_refused()
    {
        var task = await Http.PostAnswerAsync("/tasks/", SharedApi.Body(("PRIORITY", "urgent")));
        Assert.That(task.Mistakes, Is.EqualTo(new[] { "body.PRIORITY value_error.priority" }));
        var schedule = await Http.PostAnswerAsync("/schedules/", Schedule("urgent"));
        Assert.That(schedule.Mistakes, Is.EqualTo(new[] { "body.TASK.PRIORITY value_error.priority" }));
    }

    private Task<string> CreateAsync(string? priority) =>
        Http.CreateTaskAsync(SharedApi.Body(("COUNTDOWN", 3_600), ("END_TIME", "2021-01-01"), ("PRIORITY", priority)));

    private static object Schedule(string priority) =>
        new
        {
            NAME = "n",
            SINCE = "2020-01-01",
            TASK = new { PRIORITY = priority, PATTERN = new { female = new[] { "a" } } },
        };
}
