using System.Text;
using System.Text.Json;
using Audience.Samples;
using Audience.Tests.Api;
using Audience.Tests.Api.Documents;

namespace Audience.Tests.ModelWorker;

/// <summary>Posts that are worth labelling next, as a team finds them, labels some and goes on.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("broker")]
internal sealed class NextTests(Backend backend)
{
    private const string Unsure = "利率 比賽 銀行 球員";

    private static readonly MadePost[] s_posts =
    [
        .. MadeDocuments
            .Single(400, 9)
            .Select((d, i) => new MadePost($"p{i}", "WH_F0045", "a", $"王{i}", "t", d.Text, new DateTime(2020, 1, 1).AddMinutes(i))),
        new("unsure", "WH_F0046", "a", "陳", "t", Unsure, new DateTime(2020, 3, 1)),
        new("empty", "WH_F0046", "a", "陳", "t", null, new DateTime(2020, 3, 2)),
    ];

    private TestSystem _system = null!;

    private HttpClient Http => _system.Http;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _system = await TestSystem.StartAsync(backend, s_posts, new Dictionary<string, string?> { ["CHANGES_PER_SECOND"] = "0" });

    [OneTimeTearDown]
    public async Task EndAsync() => await _system.DisposeAsync();

    private async Task<string> SetAsync()
    {
        string id = await Http.AddSetAsync();
        var csv = new StringBuilder("content,label,document_type\n");
        foreach (var (text, labels) in MadeDocuments.Single(200, 5))
            csv.Append($"{text},{labels[0]},train\n");
        (await Http.UploadAsync(id, csv.ToString())).ShouldBeTaken();
        return id;
    }

    private async Task<JsonElement> FoundAsync(string set, string query) =>
        await Eventually.GetAsync(
            async () => (await Http.GetAnswerAsync($"/documents/{set}/next?{query}")).Json,
            found => found.Text("status") != "started",
            TimeSpan.FromMinutes(2)
        );

    private static IEnumerable<JsonElement> Posts(JsonElement found) => found.GetProperty("posts").EnumerateArray();

    [Test]
    public async Task They_are_found_labelled_and_sought_anew()
    {
        string set = await SetAsync(),
            from = $"from={_system.InputSchema}.ts_page_content";
        var found = await FoundAsync(set, from);
        Assert.That(
            (found.Text("status"), found.Text("documents"), found.Text("looked")),
            Is.EqualTo(("finished", "200", "401")),
            found.ToString()
        );
        Assert.That(Posts(found).Count(), Is.EqualTo(20));
        var first = Posts(found).First();
        Assert.That(
            (first.Text("id"), first.Text("text"), first.Text("author"), first.Text("s_id"), first.Text("post_time")![..19]),
            Is.EqualTo(("unsure", Unsure, "陳", "WH_F0046", "2020-03-01 00:00:00"))
        );
        Assert.That(first.GetProperty("labels").GetArrayLength(), Is.EqualTo(3));
        Assert.That(Posts(await FoundAsync(set, from + "&n=2")).Count(), Is.EqualTo(2));

        // The answer is added; the post is offered no more, also before the next search.
        var add = await Http.BareAsync(
            HttpMethod.Post,
            $"/documents/{set}/dataset/add",
            new
            {
                CONTENT = Unsure,
                LABEL = "sports",
                DATASET_TYPE = "train",
            }
        );
        Assert.That(add.Status, Is.EqualTo(200), add.Text);
        Assert.That(Posts(await FoundAsync(set, from)).Select(post => post.Text("id")), Does.Not.Contain("unsure"));
        var again = await Http.BareAsync(HttpMethod.Post, $"/documents/{set}/next", new { FROM = from["from=".Length..] });
        Assert.That(again.Json.Text("status"), Is.EqualTo("started"));
        Assert.That((await FoundAsync(set, from)).Text("documents"), Is.EqualTo("201"));
    }

    [Test]
    public async Task A_task_gives_its_range_and_a_column_is_chosen()
    {
        string set = await SetAsync();
        string task = await Http.CreateTaskAsync(
            new
            {
                START_TIME = "2020-02-01",
                END_TIME = "2020-04-01",
                PATTERN = new { a = new[] { "陳" } },
                COUNTDOWN = 0,
            }
        );
        await Http.WaitUntilDoneAsync(task);
        var found = await FoundAsync(set, $"from={task}");
        Assert.That(Posts(found).Select(post => post.Text("id")), Is.EqualTo(["unsure"]), found.ToString());
        // Authors of data sets without authors teach nothing: what differs is offered.
        var authors = await FoundAsync(set, $"from={task}&predict_type=AUTHOR");
        Assert.That(Posts(authors).Select(post => (post.Text("text"), post.Text("uncertainty"))), Is.EqualTo([("陳", "1")]));
    }

    [Test]
    public async Task What_cannot_be_searched_says_why()
    {
        string set = await SetAsync(),
            none = Guid.NewGuid().ToString("N"),
            rules = await Http.AddSetAsync(type: "rule_task");
        string table = $"{_system.InputSchema}.ts_page_content";
        Assert.That((await Http.GetAnswerAsync($"/documents/{set}/next")).Text, Does.Contain("the id of a task, or schema.table"));
        Assert.That((await Http.GetAnswerAsync($"/documents/{set}/next?from={none}")).Status, Is.EqualTo(404));
        Assert.That((await Http.GetAnswerAsync($"/documents/{set}/next?from={table}&n=0")).Text, Does.Contain("from 1 to 200"));
        Assert.That((await Http.GetAnswerAsync($"/documents/{rules}/next?from={table}")).Text, Does.Contain("it has rules"));
        Assert.That(
            (await FoundAsync(set, $"from={_system.InputSchema}.nowhere")).Text("error_message"),
            Is.EqualTo($"there is no table '{_system.InputSchema}.nowhere' that a task could read")
        );
    }
}
