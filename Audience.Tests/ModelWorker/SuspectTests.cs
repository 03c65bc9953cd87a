using System.Globalization;
using System.Text;
using System.Text.Json;
using Audience.Samples;
using Audience.Tests.Api;
using Audience.Tests.Api.Documents;

namespace Audience.Tests.ModelWorker;

/// <summary>Documents whose labels are probably wrong, as a team finds and corrects them.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("broker")]
internal sealed class SuspectTests(Backend backend)
{
    private const int Count = 300;
    private TestSystem _system = null!;

    private HttpClient Http => _system.Http;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _system = await TestSystem.StartAsync(
            backend,
            new PostMaker(10, new DateTime(2020, 1, 1), 10).Make(),
            new Dictionary<string, string?> { ["CHANGES_PER_SECOND"] = "0" }
        );

    [OneTimeTearDown]
    public async Task EndAsync() => await _system.DisposeAsync();

    // Every tenth document has the label of another; the types in turn.
    private async Task<string> SetAsync(bool several)
    {
        string id = await Http.AddSetAsync(several);
        var csv = new StringBuilder("author,content,label,document_type\n");
        var made = several ? MadeDocuments.Multi(Count, 5) : MadeDocuments.Single(Count, 5);
        foreach (var (i, (text, labels)) in made.Index())
        {
            string[] given = i % 10 == 0 ? [MadeDocuments.Labels.Except(labels).First()] : labels;
            csv.Append(CultureInfo.InvariantCulture, $"a{i},{text},\"{string.Join(',', given)}\",{(i % 3 == 0 ? "test" : "train")}\n");
        }
        (await Http.UploadAsync(id, csv.ToString())).ShouldBeTaken();
        return id;
    }

    private async Task<JsonElement> FoundAsync(string set, string query = "") =>
        await Eventually.GetAsync(
            async () => (await Http.GetAnswerAsync($"/documents/{set}/suspects{query}")).Json,
            found => found.Text("status") != "started",
            TimeSpan.FromMinutes(2)
        );

    private static IEnumerable<JsonElement> Documents(JsonElement found) => found.GetProperty("suspects").EnumerateArray();

    private static bool IsFlipped(JsonElement suspect) =>
        int.Parse(suspect.GetProperty("document").Text("author")![1..], CultureInfo.InvariantCulture) % 10 == 0;

    [Test]
    public async Task They_are_found_corrected_and_sought_anew([Values] bool several)
    {
        string set = await SetAsync(several);
        var begun = (await Http.GetAnswerAsync($"/documents/{set}/suspects/")).Json;
        Assert.That((begun.Text("status"), begun.Text("predict_type"), begun.Text("total")), Is.EqualTo(("started", "CONTENT", "0")));
        var found = await FoundAsync(set);
        Assert.That((found.Text("status"), found.Text("documents")), Is.EqualTo(("finished", $"{Count}")), found.ToString());
        var first = Documents(found).Take(Count / 10).ToList();
        Assert.That(first.Count(IsFlipped), Is.GreaterThan(0.78 * Count / 10));
        Assert.That(Documents(found).Select(suspect => suspect.GetProperty("doubt").GetDouble()), Is.Ordered.Descending);
        Assert.That(Documents(await FoundAsync(set, "?limit=3")).Count(), Is.EqualTo(3));

        // Whoever takes a suggestion sees the document no more.
        var suspect = first[0].GetProperty("document");
        var change = await Http.BareAsync(
            HttpMethod.Patch,
            $"/documents/dataset/{suspect.Text("id")}/update",
            new
            {
                CONTENT = suspect.Text("content"),
                DATASET_TYPE = suspect.Text("dataset_type"),
                LABEL = first[0].Text("suggested_label"),
            }
        );
        Assert.That(change.Status, Is.EqualTo(200), change.Text);
        var after = await FoundAsync(set);
        Assert.That(Documents(after).Select(s => s.GetProperty("document").Text("id")), Does.Not.Contain(suspect.Text("id")));
        Assert.That(
            (await Http.BareAsync(HttpMethod.Post, $"/documents/{set}/suspects", new { })).Json.Text("status"),
            Is.EqualTo("started")
        );
        var again = await FoundAsync(set);
        Assert.That(again.GetProperty("total").GetInt32(), Is.LessThan(found.GetProperty("total").GetInt32()));
        Assert.That(again.GetProperty("outdated").GetBoolean(), Is.False);
    }

    [Test]
    public async Task What_cannot_be_looked_through_says_why()
    {
        string rules = await Http.AddSetAsync(type: "rule_task"),
            empty = await Http.AddSetAsync(),
            none = Guid.NewGuid().ToString("N"),
            set = await SetAsync(false);
        Assert.That((await Http.GetAnswerAsync($"/documents/{none}/suspects")).Status, Is.EqualTo(404));
        Assert.That((await Http.GetAnswerAsync($"/documents/{rules}/suspects")).Text, Does.Contain("it has rules, and no documents"));
        Assert.That((await Http.GetAnswerAsync($"/documents/{set}/suspects?limit=0")).Text, Does.Contain("from 1 to 1000"));
        Assert.That(
            (await Http.GetAnswerAsync($"/documents/{set}/suspects?predict_type=mood")).Text,
            Does.Contain("unknown PREDICT_TYPE 'mood'")
        );
        var failed = await FoundAsync(empty);
        Assert.That(
            (failed.Text("status"), failed.Text("error_message")),
            Is.EqualTo(("failed", $"DATASET_NO {empty}, a machine_learning_task, has no rule and no document with a label"))
        );
        // Titles are empty throughout.
        var wordless = await FoundAsync(set, "?predict_type=TITLE");
        Assert.That(wordless.Text("error_message"), Does.Contain("no document has a text with a word in it"));
        // A failed search can be begun anew.
        Assert.That(
            (await Http.BareAsync(HttpMethod.Post, $"/documents/{empty}/suspects", new { })).Json.Text("status"),
            Is.EqualTo("started")
        );
    }

    [Test]
    public async Task Searches_end_with_their_data_set()
    {
        string set = await SetAsync(false);
        await Http.GetAnswerAsync($"/documents/{set}/suspects");
        (await Http.BareAsync(HttpMethod.Delete, $"/documents/{set}/delete")).ShouldBeTaken();
        Assert.That((await Http.GetAnswerAsync($"/documents/{set}/suspects")).Status, Is.EqualTo(404));
        await Eventually.GetAsync(
            () => _system.CountAsync("SELECT COUNT(*) FROM work_item WHERE kind = 'suspects' AND status <> 'failed'"),
            count => count == 0,
            TimeSpan.FromMinutes(1)
        );
        Assert.That(await _system.CountAsync("SELECT COUNT(*) FROM data_set_review WHERE task_id = @set", new { set }), Is.Zero);
    }
}
