using System.Globalization;
using System.Text.RegularExpressions;
using Audience.Samples;
using Microsoft.Playwright;

namespace Audience.Tests.Web;

/// <summary>Doubtful labels are reviewed one by one, and posts are labelled that teach most.</summary>
[Category("pages")]
internal sealed class ReviewPageTests : PageTest
{
    private const string Task = "/console/datasets/";

    [TestCase(true)]
    [TestCase(false)]
    public async Task Doubtful_labels_are_corrected_or_kept(bool scripts)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, []);
        string set = await SetAsync(system);
        var page = await Browser.OpenAsync(system, Task + set, scripts: scripts);
        await page.GetByRole(AriaRole.Link, new() { Name = "Labels that are probably wrong" }).ClickAsync();
        await FinishedAsync(page, system, $"/documents/{set}/suspects", scripts);
        // Half of the texts about food are in the set as travel by mistake: two of them.
        var label = page.Locator("#one dd").First;
        string wrong = (await label.TextContentAsync())!,
            text = (await page.Locator("#one .text").TextContentAsync())!;
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Correct to") }).ClickAsync();
        await Assertions.Expect(page.Locator("#one .text, #review .empty").First).Not.ToHaveTextAsync(text);
        var rows = await system.Http.ReadAsync($"/documents/{set}/dataset?search={Uri.EscapeDataString(text.Trim())}");
        Assert.That(rows[0].Text("label"), Is.Not.EqualTo(wrong));

        string next = (await page.Locator("#one .text").TextContentAsync())!;
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Keep") }).ClickAsync();
        await Assertions.Expect(page.Locator("#one .text, #review .empty").First).Not.ToHaveTextAsync(next);
        Assert.That(page.Url, Does.Contain("skip=1"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Search again" }).ClickAsync();
        await FinishedAsync(page, system, $"/documents/{set}/suspects", scripts);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Posts_that_teach_most_are_labelled(bool scripts)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Topics());
        string set = await SetAsync(system);
        var page = await Browser.OpenAsync(system, $"{Task}{set}/next", scripts: scripts);
        await Assertions.Expect(page.GetByText("Choose where posts are looked for.")).ToBeVisibleAsync();
        string place = (await page.Locator("#from option").First.GetAttributeAsync("value"))!;
        await page.GetByRole(AriaRole.Button, new() { Name = "Look for posts" }).ClickAsync();
        await FinishedAsync(page, system, $"/documents/{set}/next?from={Uri.EscapeDataString(place)}", scripts);
        long before = await CountAsync(system, set);
        string text = (await page.Locator("#one .text").TextContentAsync())!;
        await page.Locator("#one button.main").First.ClickAsync();
        await Assertions.Expect(page.Locator("#one .text")).Not.ToHaveTextAsync(text);
        Assert.That(await CountAsync(system, set), Is.EqualTo(before + 1));

        string second = (await page.Locator("#one .text").TextContentAsync())!;
        await page.GetByLabel("Another label").FillAsync("<b>新</b>");
        await page.GetByLabel("Another label").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#one .text")).Not.ToHaveTextAsync(second);
        var added = await system.Http.ReadAsync($"/documents/{set}/dataset?label={Uri.EscapeDataString("<b>新</b>")}");
        Assert.That(added[0].Text("content"), Is.EqualTo(second.Trim()));
        await Assertions.Expect(page.Locator("#one button", new() { HasText = "<b>新</b>" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task What_the_api_refuses_is_said_and_the_review_goes_on()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Topics());
        string set = await SetAsync(system);
        var page = await Browser.OpenAsync(system, $"{Task}{set}/next?from=nowhere");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("schema.table");
        await page.GotoAsync($"{Task}{set}/suspects");
        await FinishedAsync(page, system, $"/documents/{set}/suspects", scripts: true);
        await page.GetByLabel("Another label").FillAsync("micro avg");
        await page.GetByLabel("Another label").PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("micro avg");
        await Assertions.Expect(page.Locator("#one .text")).ToBeVisibleAsync();
    }

    [TestCase("en")]
    [TestCase("zh-TW")]
    public async Task Nothing_is_in_the_way_of_anybody(string locale)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Topics());
        string set = await SetAsync(system);
        var page = await Browser.OpenAsync(system, $"{Task}{set}/suspects", locale);
        await FinishedAsync(page, system, $"/documents/{set}/suspects", scripts: true);
        await page.ShouldBeAccessibleAsync($"suspects-{locale}");
        string place = $"{SqlitePosts.Schema}.ts_page_content";
        await page.GotoAsync($"{Task}{set}/next?from={place}");
        await FinishedAsync(page, system, $"/documents/{set}/next?from={place}", scripts: true);
        await page.ShouldBeAccessibleAsync($"next-{locale}");
    }

    private static async Task FinishedAsync(IPage page, TestSystem system, string search, bool scripts)
    {
        if (!scripts)
        {
            await Eventually.GetAsync(
                async () => (await system.Http.ReadAsync(search)).Text("status"),
                status => status == "finished",
                TimeSpan.FromMinutes(1)
            );
            await page.ReloadAsync();
        }
        await Assertions.Expect(page.Locator("#review .badge.good")).ToBeVisibleAsync();
    }

    private static async Task<long> CountAsync(TestSystem system, string set) =>
        (await system.Http.ReadAsync("/documents/" + set)).GetProperty("documents").GetInt64();

    private static IEnumerable<MadePost> Topics() =>
        Enumerable
            .Range(0, 120)
            .Select(i => new MadePost(
                $"p{i}",
                "WH_F0045",
                "a",
                $"王{i.ToString(CultureInfo.InvariantCulture)}",
                "t",
                i % 3 == 0 ? $"火鍋好吃{(char)('一' + i)}"
                    : i % 3 == 1 ? $"機票飯店{(char)('一' + i)}"
                    : $"天氣{(char)('一' + i)}{(char)('丁' + i)}",
                new DateTime(2020, 1, 1).AddMinutes(i)
            ));

    // Two clear topics, some of whose documents have the other's label.
    private static async Task<string> SetAsync(TestSystem system)
    {
        var rows = Enumerable
            .Range(0, 80)
            .Select(i =>
                i % 2 == 0
                    ? $"火鍋早餐好吃餐廳{(char)('一' + i)},{(i is 10 or 20 or 30 ? "travel" : "food")},train"
                    : $"機票飯店旅行航班{(char)('一' + i)},{(i is 11 or 21 ? "food" : "travel")},train"
            );
        string set = Guid.NewGuid().ToString("N");
        await system.Http.PostAsync(
            $"/documents/{set}/add",
            new
            {
                NAME = "<b>topics",
                TASK_TYPE = "machine_learning_task",
                IS_MULTI_LABEL = false,
            }
        );
        using var form = new MultipartFormDataContent();
        using var file = new StringContent("content,label,document_type\n" + string.Join('\n', rows));
        form.Add(file, "file", "documents.csv");
        using var answer = await system.Http.PostAsync(new Uri($"/documents/{set}/upload", UriKind.Relative), form);
        Assert.That(answer.IsSuccessStatusCode, Is.True);
        return set;
    }
}
