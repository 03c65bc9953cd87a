using System.Text;

namespace Audience.Tests.Api.Schedules;

/// <summary>Schedules that are refused say why.</summary>
[Category("database"), NonParallelizable]
internal sealed class RefusedScheduleTests
{
    [TestCase("CRON", "0 0 31 2 *", "CRON '0 0 31 2 *' never fires: no such day comes")]
    [TestCase("TIME_ZONE", "Mars/Olympus", "there is no TIME_ZONE 'Mars/Olympus': use a name like Asia/Taipei or UTC")]
    [TestCase("SINCE", "2999-01-01", "SINCE 2999-01-01 is in the future: a run labels what there is")]
    public async Task A_value_that_cannot_be_used_is_told(string field, string value, string message) =>
        (await SharedApi.Http.PostAnswerAsync("/schedules/", Body((field, value)))).ShouldBe(400, message);

    [TestCase("* * *")]
    [TestCase("0 0 0 * * *")]
    [TestCase("every night")]
    public async Task A_cron_that_cannot_be_read_is_told(string cron) =>
        (await SharedApi.Http.PostAnswerAsync("/schedules/", Body(("CRON", cron)))).ShouldBegin(400, $"CRON '{cron}' cannot be read (");

    [Test]
    public async Task A_table_that_is_not_there_is_told() =>
        (await SharedApi.Http.PostAnswerAsync("/schedules/", Body(("TASK", Task(("INPUT_TABLE", "gone")))))).ShouldBegin(400, "");

    [TestCase("NAME", null, "NAME")]
    [TestCase("NAME", " ", "NAME")]
    [TestCase("SINCE", "soon", "SINCE")]
    [TestCase("TASK", null, "TASK")]
    [TestCase("LAG_MINUTES", -1, "LAG_MINUTES")]
    [TestCase("LOOKBACK_HOURS", "x", "LOOKBACK_HOURS")]
    [TestCase("ENABLED", 7, "ENABLED")]
    [TestCase("CORN", "* * * * *", "CORN")]
    public async Task A_body_that_is_malformed_names_the_field(string field, object? value, string named)
    {
        var answer = await SharedApi.Http.PostAnswerAsync("/schedules/", Body((field, value)));
        Assert.That(answer.Status, Is.EqualTo(422), answer.Text);
        Assert.That(answer.Text, Does.Contain(named));
    }

    [TestCase("START_TIME", "2020-01-01")]
    [TestCase("TASK_ID", "7c7bd38c410a11ecb688d45d6456a14d")]
    public async Task What_each_run_has_of_its_own_is_not_taken(string field, string value)
    {
        var answer = await SharedApi.Http.PostAnswerAsync("/schedules/", Body(("TASK", Task((field, value)))));
        Assert.That(answer.Status, Is.EqualTo(422), answer.Text);
        Assert.That(answer.Text, Does.Contain(field).And.Contain("extra fields not permitted"));
    }

    [Test]
    public async Task One_that_does_not_exist_is_told()
    {
        string id = new('e', 32);
        string message = $"there is no schedule {id}";
        (await SharedApi.Http.GetAnswerAsync($"/schedules/{id}")).ShouldBe(404, message);
        (await SharedApi.Http.PostAnswerAsync($"/schedules/{id}/run/", "{}")).ShouldBe(404, message);
        (await SharedApi.Http.SendAsync(HttpMethod.Delete, $"/schedules/{id}", null, null)).ShouldBe(404, message);
        (await SharedApi.Http.SendAsync(HttpMethod.Patch, $"/schedules/{id}", "{}"u8.ToArray(), "application/json")).ShouldBe(404, message);
        (await SharedApi.Http.PostAnswerAsync($"/schedules/{id}/backfill/", Range("2020-01-01", "2020-01-02"))).ShouldBe(404, message);
    }

    [Test]
    public async Task A_backfill_is_of_what_was_labelled_and_a_change_keeps_to_the_rules()
    {
        string id = await SharedApi.Http.AddScheduleAsync(Body(("ENABLED", false)));
        (await SharedApi.Http.PostAnswerAsync($"/schedules/{id}/backfill/", Range("2020-01-01", "2020-01-02"))).ShouldBe(
            400,
            $"END_TIME is later than what schedule {id} has labelled: no run has ended yet"
        );
        (await SharedApi.Http.PostAnswerAsync($"/schedules/{id}/backfill/", Range("2020-01-02", "2020-01-02"))).ShouldBe(
            400,
            "start_time must be earlier than end_time"
        );
        byte[] cron = Encoding.UTF8.GetBytes("{\"CRON\": \"0 0 30 2 *\"}");
        (await SharedApi.Http.SendAsync(HttpMethod.Patch, $"/schedules/{id}", cron, "application/json")).ShouldBe(
            400,
            "CRON '0 0 30 2 *' never fires: no such day comes"
        );
        byte[] since = Encoding.UTF8.GetBytes("{\"SINCE\": \"2020-01-01\"}");
        Assert.That(
            (await SharedApi.Http.SendAsync(HttpMethod.Patch, $"/schedules/{id}", since, "application/json")).Status,
            Is.EqualTo(422)
        );
    }

    [Test]
    public async Task A_change_of_nulls_changes_nothing_else()
    {
        string id = await SharedApi.Http.AddScheduleAsync(Body());
        byte[] change = Encoding.UTF8.GetBytes("{\"SINCE\": null, \"NAME\": null, \"TASK\": null, \"CRON\": null, \"ENABLED\": false}");
        var answer = await SharedApi.Http.SendAsync(HttpMethod.Patch, $"/schedules/{id}", change, "application/json");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        var (schedule, _) = await SharedApi.Http.ScheduleAsync(id);
        Assert.Multiple(() =>
        {
            Assert.That(schedule.GetProperty("enabled").GetBoolean(), Is.False);
            Assert.That(schedule.Text("name"), Is.EqualTo("refused"));
            Assert.That(schedule.Text("cron"), Is.EqualTo("0 3 * * *"));
            Assert.That(schedule.GetProperty("version").GetInt32(), Is.EqualTo(1));
        });
    }

    private static Dictionary<string, object?> Body(params (string Name, object? Value)[] changes)
    {
        var body = new Dictionary<string, object?>
        {
            ["NAME"] = "refused",
            ["SINCE"] = "2020-01-01",
            ["TASK"] = Task(),
            ["CRON"] = "0 3 * * *",
        };
        foreach (var (name, value) in changes)
            body[name] = value;
        return body;
    }

    private static Dictionary<string, object?> Task(params (string Name, object? Value)[] changes)
    {
        var body = SharedApi.Body(changes);
        foreach (string name in new[] { "START_TIME", "END_TIME" }.Except(changes.Select(c => c.Name)))
            body.Remove(name);
        return body;
    }

    private static object Range(string from, string to) => new { START_TIME = from, END_TIME = to };
}
