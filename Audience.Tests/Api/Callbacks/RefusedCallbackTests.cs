namespace Audience.Tests.Api.Callbacks;

/// <summary>What a CALLBACK_URL may not be, and whom the list shows what did not arrive.</summary>
[Category("database")]
internal sealed class RefusedCallbackTests
{
    private TestSystem _system = null!;

    private HttpClient Http => _system.Http;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _system = await TestSystem.StartAsync(
            Backend.Embedded,
            SharedApi.Posts,
            new Dictionary<string, string?>
            {
                ["CALLBACK_HOSTS"] = "127.0.0.1,localhost.invalid",
                ["CALLBACK_SECRET"] = "a-secret-of-these-tests",
            }
        );

    [OneTimeTearDown]
    public async Task EndAsync() => await _system.DisposeAsync();

    [TestCase("receiver")]
    [TestCase("/hook")]
    [TestCase("ftp://127.0.0.1/")]
    [TestCase("file:///etc/passwd")]
    [TestCase("http://user:pass@127.0.0.1/")]
    [TestCase("http://127.0.0.1/#part")]
    [TestCase("http://")]
    public async Task An_address_of_another_form_is_a_mistake_of_the_body(string url)
    {
        string[] mistake = ["body.CALLBACK_URL value_error.url"];
        Assert.That((await Http.PostAnswerAsync("/tasks/", Body(url))).Mistakes, Is.EqualTo(mistake));
        var dump = await Http.PostAnswerAsync(
            "/tasks/dump/",
            new
            {
                GROUP = "GENDER",
                TASK_IDS = new[] { "a" },
                CALLBACK_URL = url,
            }
        );
        Assert.That(dump.Mistakes, Is.EqualTo(mistake));
        var schedule = await Http.PostAnswerAsync(
            "/schedules/",
            new
            {
                NAME = "n",
                SINCE = "2020-01-01",
                TASK = new { },
                CALLBACK_URL = url,
            }
        );
        Assert.That(schedule.Mistakes, Is.EqualTo(mistake));
    }

    [TestCase("http://evil.example/", "evil.example")]
    [TestCase("http://169.254.169.254/latest/", "169.254.169.254")]
    [TestCase("http://[::1]/", "::1")]
    [TestCase("http://127.0.0.1.:9/", "127.0.0.1.")]
    [TestCase("http://127.0.0.2/", "127.0.0.2")]
    public async Task A_host_must_be_listed(string url, string host)
    {
        string message = $"CALLBACK_URL host '{host}' is not allowed: it must be one of CALLBACK_HOSTS";
        (await Http.PostAnswerAsync("/tasks/", Body(url))).ShouldBe(400, message);
        (
            await Http.PostAnswerAsync(
                "/schedules/",
                new
                {
                    NAME = "n",
                    SINCE = "2020-01-01",
                    TASK = new { PATTERN = new { female = new[] { "a" } } },
                    CALLBACK_URL = url,
                }
            )
        ).ShouldBe(400, message);
        var model = await Http.PostAnswerAsync(
            "/models/prepare/",
            new
            {
                DATASET_NO = 1,
                PREDICT_TYPE = "CONTENT",
                MODEL_TYPE = "RULE_MODEL",
                MODEL_INFO = new { model_path = "x" },
                CALLBACK_URL = url,
            }
        );
        Assert.That(model.Text, Does.Contain("is not allowed"));
        Assert.That(await _system.CountAsync("SELECT COUNT(*) FROM state"), Is.Zero);
        Assert.That(await _system.CountAsync("SELECT COUNT(*) FROM model_status"), Is.Zero);
    }

    [Test]
    public async Task A_listed_name_that_is_not_known_is_told() =>
        (await Http.PostAnswerAsync("/tasks/", Body("http://localhost.invalid/"))).ShouldBegin(
            400,
            "CALLBACK_URL host 'localhost.invalid' cannot be looked up: "
        );

    [Test]
    public async Task Without_a_secret_there_are_no_callbacks()
    {
        await using var system = await TestSystem.StartAsync(
            Backend.Embedded,
            SharedApi.Posts,
            new Dictionary<string, string?> { ["CALLBACK_HOSTS"] = "127.0.0.1" }
        );
        (await system.Http.PostAnswerAsync("/tasks/", Body("http://127.0.0.1:9/"))).ShouldBe(
            400,
            "CALLBACK_URL cannot be used, as callbacks could not be signed: the operator has to set CALLBACK_SECRET"
        );
    }

    [Test]
    public async Task The_list_says_what_it_cannot_read()
    {
        (await Http.GetAnswerAsync("/callbacks/?limit=0")).ShouldBe(400, "limit '0' is not a whole number from 1 to 1000");
        (await Http.GetAnswerAsync("/callbacks/?failed=maybe")).ShouldBe(400, "failed 'maybe' is neither true nor false");
        (await Http.GetAnswerAsync("/callbacks/?before=x")).ShouldBe(400, "'x' is not a delivery of 32 hexadecimal digits");
        (await Http.PostAnswerAsync("/callbacks/x/retry/", "")).ShouldBe(400, "'x' is not a delivery of 32 hexadecimal digits");
        string unknown = new('0', 32);
        (await Http.PostAnswerAsync($"/callbacks/{unknown}/retry/", "")).ShouldBe(404, $"there is no callback {unknown}");
    }

    [Test]
    public async Task What_did_not_arrive_is_listed_with_the_reason_page_by_page()
    {
        foreach (string path in new[] { "a", "b" })
        {
            // Nobody listens on port 9.
            string id = await Http.CreateTaskAsync(Body($"http://127.0.0.1:9/{path}?token=hidden"));
            await Http.WaitUntilDoneAsync(id);
        }
        var all = await Eventually.GetAsync(
            async () => (await Http.ReadAsync("/callbacks/?failed=true")).GetProperty("error_message").EnumerateArray().ToList(),
            found => found.Count == 2,
            TimeSpan.FromMinutes(1)
        );
        Assert.Multiple(() =>
        {
            Assert.That(all.Select(c => c.Text("status")), Is.All.EqualTo("waiting"));
            Assert.That(all.Select(c => c.Text("error_message")), Is.All.Contains("refused"));
            Assert.That(all.Select(c => c.Text("next_time")), Is.All.Not.Null);
            Assert.That(all.Select(c => c.Text("url")), Is.EquivalentTo(new[] { "http://127.0.0.1:9/a", "http://127.0.0.1:9/b" }));
        });
        var second = await Http.ReadAsync($"/callbacks/?before={all[0].Text("delivery")}");
        Assert.That(
            second.GetProperty("error_message").EnumerateArray().Select(c => c.Text("delivery")),
            Is.EqualTo(new[] { all[1].Text("delivery") })
        );
        await Http.PostAsync("/tasks/delete/", new { TASK_ID = all[0].Text("id") });
        await Http.PostAsync("/tasks/delete/", new { TASK_ID = all[1].Text("id") });
    }

    private static Dictionary<string, object?> Body(string url) => SharedApi.Body(("CALLBACK_URL", url));
}
