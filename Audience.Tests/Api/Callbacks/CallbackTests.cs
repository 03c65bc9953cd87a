using System.Text.Json;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;
using Audience.Samples;
using Audience.Tests.Api.Documents;
using Audience.Tests.ModelWorker;
using Dapper;

namespace Audience.Tests.Api.Callbacks;

/// <summary>Whoever asks for it is told that something has ended, with the status that the API shows.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class CallbackTests(Backend backend)
{
    private TestSystem _system = null!;
    private CallbackReceiver _receiver = null!;

    private HttpClient Http => _system.Http;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _receiver = await CallbackReceiver.StartAsync();
        _system = await TestSystem.StartAsync(
            backend,
            new PostMaker(600, new DateTime(2020, 1, 1), 10).Make(),
            new Dictionary<string, string?>
            {
                ["CALLBACK_HOSTS"] = "127.0.0.1",
                ["CALLBACK_SECRET"] = "a-secret-of-these-tests",
                ["TIME_ZONE"] = "UTC",
            }
        );
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await _system.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Test]
    public async Task A_task_that_is_done_is_told_once_and_again_when_asked()
    {
        string path = NewPath();
        string id = await Http.CreateTaskAsync(Task(path));
        var told = (await ToldAsync(path)).Json;
        var status = await Http.WaitUntilDoneAsync(id);
        Assert.Multiple(() =>
        {
            Assert.That((told.Text("event"), told.Text("id")), Is.EqualTo(("task.ended", id)));
            Assert.That((told.Text("stat"), told.Text("prod_stat")), Is.EqualTo(("SUCCESS", "finish")));
            foreach (var property in status.EnumerateObject())
                Assert.That(told.GetProperty(property.Name).ToString(), Is.EqualTo(property.Value.ToString()), property.Name);
        });

        var listed = await ListedAsync(id, c => c.Text("status") == "delivered");
        string delivery = listed.Text("delivery")!;
        Assert.That(
            (listed.Text("event"), listed.Text("url"), listed.Text("attempts"), listed.Text("error_message"), listed.Text("next_time")),
            Is.EqualTo(("task.ended", _receiver.Url(path), "1", (string?)null, (string?)null))
        );
        Assert.That((await Http.PostAsync($"/callbacks/{delivery}/retry/", "{}")).Text("error_code"), Is.EqualTo("200"));
        var both = await ToldAsync(path, 2);
        Assert.That(both.Delivery, Is.EqualTo(delivery));
        var (first, second) = (_receiver.Received.First(r => r.Path == path), both);
        Assert.That(second.Body, Is.EqualTo(first.Body));
    }

    [Test]
    public async Task Abortion_and_deletion_are_ends()
    {
        string path = NewPath();
        string aborted = await Http.CreateTaskAsync(Task(path, countdown: 3600));
        await Http.PostAsync("/tasks/abort/", new { TASK_ID = aborted });
        var told = (await ToldAsync(path)).Json;
        Assert.That((told.Text("id"), told.Text("stat"), told.Text("prod_stat")), Is.EqualTo((aborted, "BREAK", (string?)null)));
        await Http.PostAsync("/tasks/delete/", new { TASK_ID = aborted });

        string deleted = await Http.CreateTaskAsync(Task(path, countdown: 3600));
        await Http.PostAsync("/tasks/delete/", new { TASK_ID = deleted });
        told = (await ToldAsync(path, 2)).Json;
        Assert.That((told.Text("id"), told.Text("stat"), told.Text("phase")), Is.EqualTo((deleted, "BREAK", "done")));
    }

    [Test]
    public async Task A_dump_is_told()
    {
        string task = await Http.CreateTaskAsync(Task(null));
        await Http.WaitUntilDoneAsync(task);
        string path = NewPath();
        var dump = await Http.PostAsync(
            "/tasks/dump/",
            new
            {
                GROUP = "GENDER",
                TASK_IDS = new[] { task },
                CALLBACK_URL = _receiver.Url(path),
            }
        );
        string id = dump.GetProperty("error_message").Text("dump_id")!;
        var told = (await ToldAsync(path)).Json;
        var status = (await Http.ReadAsync($"/tasks/dump/{id}")).GetProperty("error_message");
        Assert.Multiple(() =>
        {
            Assert.That((told.Text("event"), told.Text("id"), told.Text("stat")), Is.EqualTo(("dump.ended", id, "finished")));
            Assert.That(told.GetProperty("files").ToString(), Is.EqualTo(status.GetProperty("files").ToString()));
        });
    }

    [Test]
    public async Task A_comparison_is_told_whether_it_came_out_or_failed()
    {
        string before = await Http.CreateTaskAsync(Task(null)),
            after = await Http.CreateTaskAsync(Task(null));
        await Http.WaitUntilDoneAsync(before);
        await Http.WaitUntilDoneAsync(after);
        string path = NewPath();
        string id = await CompareAsync();
        var told = (await ToldAsync(path)).Json;
        Assert.That((told.Text("event"), told.Text("id"), told.Text("stat")), Is.EqualTo(("comparison.ended", id, "finished")));
        Assert.That((told.Text("before"), told.Text("after"), told.Text("error_message")), Is.EqualTo((before, after, (string?)null)));

        // Pieces that no worker is to take: one fails for good, of the other a task goes.
        var claim = new WorkClaim(WorkKind.Compare, await AddAsync(), 0, "compare", "owner", 1);
        await _system.Get<WorkEnd>().FailAsync(claim, "it broke", final: true);
        told = (await ToldAsync(path, 2)).Json;
        Assert.That((told.Text("id"), told.Text("stat"), told.Text("error_message")), Is.EqualTo((claim.TaskId, "failed", "it broke")));
        string open = await AddAsync();
        await Http.PostAsync("/tasks/delete/", new { TASK_ID = after });
        told = (await ToldAsync(path, 3)).Json;
        Assert.That(
            (told.Text("id"), told.Text("stat"), told.Text("error_message")),
            Is.EqualTo((open, "failed", $"task {after} was deleted")),
            "and nothing more of the one that failed"
        );

        async Task<string> AddAsync()
        {
            string added = Guid.NewGuid().ToString("N");
            await using var connection = await _system.Output.OpenAsync(default);
            await connection.ExecuteAsync(
                "INSERT INTO task_comparison (comparison_id, status, before_id, after_id, create_time, callback_url) "
                    + "VALUES (@added, 'comparing', @before, @after, '2020-01-01', @url)",
                new
                {
                    added,
                    before,
                    after,
                    url = _receiver.Url(path),
                }
            );
            await connection.ExecuteAsync(
                "INSERT INTO work_item (parent_id, kind, ordinal, item, queue, status, owner, attempts, lease_until) "
                    + "VALUES (@added, 'compare', 0, 'compare', 'nobodys', 'running', 'owner', 1, 9999999999999)",
                new { added }
            );
            return added;
        }

        async Task<string> CompareAsync()
        {
            var body = new
            {
                BEFORE = before,
                AFTER = after,
                CALLBACK_URL = _receiver.Url(path),
            };
            return (await Http.PostAsync("/tasks/compare/", body)).GetProperty("error_message").Text("compare_id")!;
        }
    }

    [Test]
    public async Task A_run_of_a_schedule_is_told_when_its_panels_are_made_and_its_task_apart()
    {
        string run = NewPath(),
            task = NewPath();
        string id = await Http.AddScheduleAsync(
            new
            {
                NAME = "told",
                SINCE = "2020-01-01",
                CALLBACK_URL = _receiver.Url(run + "?token=hidden"),
                TASK = new
                {
                    PATTERN = new { female = new[] { "小姐" } },
                    COUNTDOWN = 0,
                    CALLBACK_URL = _receiver.Url(task),
                },
            }
        );
        var (schedule, _) = await Http.ScheduleAsync(id);
        Assert.That(schedule.Text("callback_url"), Is.EqualTo(_receiver.Url(run)), "what the query has is the receiver's alone");
        await Http.PostAsync($"/schedules/{id}/run/", "{}");
        var told = (await ToldAsync(run + "?token=hidden")).Json;
        var (after, runs) = await Http.ScheduleAsync(id);
        Assert.Multiple(() =>
        {
            Assert.That((told.Text("event"), told.Text("id"), told.Text("stat")), Is.EqualTo(("schedule.run_ended", id, "done")));
            foreach (string name in new[] { "run", "kind", "status", "task_id", "version", "start_time", "end_time", "error_message" })
                Assert.That(told.Text(name), Is.EqualTo(runs[0].Text(name)), name);
            Assert.That(told.Text("watermark"), Is.EqualTo(after.Text("watermark")));
        });
        Assert.That((await ToldAsync(task)).Json.Text("id"), Is.EqualTo(runs[0].Text("task_id")));

        using var change = new StringContent("""{"CALLBACK_URL": ""}""", null, "application/json");
        await Http.PatchAsync(new Uri($"/schedules/{id}", UriKind.Relative), change);
        Assert.That((await Http.ScheduleAsync(id)).Schedule.Text("callback_url"), Is.Null);
        await Http.DeleteAsync(new Uri($"/schedules/{id}?tasks=true", UriKind.Relative));
    }

    [Test]
    public async Task Preparing_and_testing_a_model_are_told_each_to_its_own()
    {
        string set = await Http.AddSetAsync();
        var csv = new System.Text.StringBuilder("content,label,document_type\n");
        foreach (var (type, seed) in new[] { "train", "dev", "test", "ext_test" }.Select((t, i) => (t, i)))
        foreach (var (text, labels) in MadeDocuments.Single(80, seed))
            csv.Append($"\"{text?.Replace("\"", "\"\"")} .\",\"{string.Join(',', labels)}\",{type}\n");
        (await Http.UploadAsync(set, csv.ToString())).ShouldBeTaken();
        string prepared = NewPath(),
            tested = NewPath();
        string id = await Http.PrepareAsync(
            new Dictionary<string, object?>
            {
                ["DATASET_NO"] = set,
                ["PREDICT_TYPE"] = "CONTENT",
                ["MODEL_TYPE"] = "TERM_WEIGHT_MODEL",
                ["MODEL_INFO"] = new { model_path = "told" },
                ["CALLBACK_URL"] = _receiver.Url(prepared),
            }
        );
        var told = (await ToldAsync(prepared)).Json;
        Assert.That((told.Text("event"), told.Text("id"), told.Text("stat")), Is.EqualTo(("model.prepared", id, "finished")));
        await Http.PostAnswerAsync(
            "/models/test/",
            new
            {
                DATASET_NO = set,
                TASK_ID = id,
                CALLBACK_URL = _receiver.Url(tested),
            }
        );
        told = (await ToldAsync(tested)).Json;
        Assert.Multiple(() =>
        {
            Assert.That((told.Text("event"), told.Text("id"), told.Text("stat")), Is.EqualTo(("model.tested", id, "finished")));
            Assert.That((told.Text("training_status"), told.Text("ext_status")), Is.EqualTo(("finished", "finished")));
            Assert.That(_receiver.Received.Count(r => r.Path == prepared), Is.EqualTo(1));
        });
    }

    private static string NewPath() => $"/{Guid.NewGuid():N}";

    private Dictionary<string, object?> Task(string? path, int countdown = 0)
    {
        var body = SharedApi.Body(("COUNTDOWN", countdown), ("END_TIME", "2021-01-01"));
        if (path is not null)
            body["CALLBACK_URL"] = _receiver.Url(path);
        return body;
    }

    // The last of so many that came in there.
    private async Task<ReceivedCallback> ToldAsync(string path, int count = 1) =>
        (
            await Eventually.GetAsync(
                () => System.Threading.Tasks.Task.FromResult(_receiver.Received.Where(r => r.Path == path).ToList()),
                all => all.Count >= count,
                TimeSpan.FromMinutes(2)
            )
        )[count - 1];

    private Task<JsonElement> ListedAsync(string id, Func<JsonElement, bool> wanted) =>
        Eventually.GetAsync(
            async () =>
                (await Http.ReadAsync("/callbacks/?limit=1000"))
                    .GetProperty("error_message")
                    .EnumerateArray()
                    .FirstOrDefault(c => c.Text("id") == id),
            found => found.ValueKind == JsonValueKind.Object && wanted(found),
            TimeSpan.FromMinutes(1)
        );
}
