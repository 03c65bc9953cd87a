using System.Text.RegularExpressions;
using Audience.Tests.Api.Documents;
using Microsoft.Playwright;
using static Audience.Tests.Web.PageData;

namespace Audience.Tests.Web;

/// <summary>Rules are tried before they label.</summary>
[Category("pages")]
internal sealed class PreviewPageTests : PageTest
{
    private const string Rules = "female\t小姐\nfemale\tnobody says this\nmale\t王";

    [TestCase(true)]
    [TestCase(false)]
    public async Task Rules_are_tried_and_then_run_as_a_task(bool scripts)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        var page = await Browser.OpenAsync(system, "/console/rules", scripts: scripts);
        await FillAsync(page, Rules);
        await page.GetByLabel("full and half width").CheckAsync();
        await PreviewAsync(page);
        var preview = page.Locator("#preview");
        await Assertions.Expect(preview.GetByText("All 240 posts of the range were read")).ToBeVisibleAsync();
        await Assertions.Expect(preview.Locator("svg.bars")).ToHaveAttributeAsync("aria-label", new Regex("female 66.7%"));
        await Assertions.Expect(preview.Locator("#unmatched")).ToContainTextAsync("nobody says this");
        await Assertions.Expect(preview.Locator(".matrix")).ToBeVisibleAsync();
        await Assertions.Expect(preview.Locator("#conflicts mark").First).ToBeVisibleAsync();
        await Assertions.Expect(preview.Locator("#examples mark").First).ToBeVisibleAsync();
        Assert.That(await page.Locator("main img, main script").CountAsync(), Is.Zero);

        await page.GetByRole(AriaRole.Button, new() { Name = "Run this as a task" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New task", Level = 1 })).ToBeVisibleAsync();
        Assert.That(await page.GetByLabel("Rules", new() { Exact = true }).InputValueAsync(), Is.EqualTo(Rules));
        Assert.That(await page.GetByLabel("full and half width").IsCheckedAsync(), Is.True);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start labelling" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/console/tasks/[0-9a-f]{32}$"));
    }

    [Test]
    public async Task The_preview_is_renewed_as_one_types_by_keyboard()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        var page = await Browser.OpenAsync(system, "/console/rules");
        await page.Locator("#PATTERN").FocusAsync();
        await page.Keyboard.TypeAsync("chen,陳");
        await page.GetByLabel("From (inclusive)").FillAsync("2020-01-01");
        await page.GetByLabel("To (exclusive)").FillAsync("2020-01-02");
        await Assertions.Expect(page.Locator("#preview tbody th").First).ToHaveTextAsync("chen");
        await page.Locator("#PATTERN").FocusAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("\nwang,王");
        await Assertions.Expect(page.Locator("#preview tbody th").Nth(1)).ToHaveTextAsync("wang");
        await Assertions.Expect(page.Locator("#preview-status")).ToHaveTextAsync("The preview is renewed.");
        await Assertions.Expect(page.Locator("#PATTERN")).ToBeFocusedAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Every_mistake_is_beside_its_field_until_it_is_mended(bool scripts)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        var page = await Browser.OpenAsync(system, "/console/rules", scripts: scripts);
        await FillAsync(page, "female\t[");
        await page.GetByLabel("Model type").SelectOptionAsync("rule_model");
        await PreviewAsync(page);
        await Assertions.Expect(page.Locator("#PATTERN-mistake")).ToContainTextAsync("PATTERN");
        await Assertions.Expect(page.Locator("#PATTERN")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.Locator("#preview a[href='#PATTERN']")).ToBeVisibleAsync();
        await page.Locator("#PATTERN").FillAsync("female\t[小]");
        await PreviewAsync(page);
        await Assertions.Expect(page.Locator("#preview tbody th").First).ToHaveTextAsync("female");
        await Assertions.Expect(page.Locator("#PATTERN-mistake")).ToHaveCountAsync(0);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Rules_are_compared_with_the_last_ones_and_measured_by_documents(bool scripts)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        string set = await system.Http.AddSetAsync();
        (await system.Http.UploadAsync(set, "author,content,label,document_type\n小姐,x,female,test\n陳,x,female,test\n")).ShouldBeTaken();
        var page = await Browser.OpenAsync(system, "/console/rules", scripts: scripts);
        await FillAsync(page, "female\t小姐");
        await PreviewAsync(page);
        var preview = page.Locator("#preview");
        await Assertions.Expect(preview.Locator("tbody th").First).ToHaveTextAsync("female");
        await page.GetByLabel("Measure by labelled documents").SelectOptionAsync(set);
        await page.GetByLabel("Compare with").SelectOptionAsync("last");
        await PreviewAsync(page);
        await Assertions.Expect(preview.Locator("#gold")).ToContainTextAsync("female: missed");
        await page.Locator("#PATTERN").FillAsync("female\t小姐\nfemale\t陳");
        await PreviewAsync(page);
        await Assertions.Expect(preview.Locator("#gold tbody tr").First).ToContainTextAsync("100%");
        await Assertions.Expect(preview.Locator("#compared")).ToContainTextAsync("female: gained");
        await Assertions.Expect(preview.Locator("#compared mark").First).ToHaveTextAsync("陳");
    }

    [Test]
    public async Task What_a_new_task_has_is_kept_on_the_way_to_its_preview_and_back()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        var page = await Browser.OpenAsync(system, "/console/new");
        await FillAsync(page, Rules);
        await page.GetByLabel("Countdown in seconds").FillAsync("7");
        await page.GetByLabel("Priority").SelectOptionAsync("high");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Assertions.Expect(page.Locator("#preview tbody th").First).ToHaveTextAsync("female");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run this as a task" }).ClickAsync();
        Assert.That(await page.GetByLabel("Countdown in seconds").InputValueAsync(), Is.EqualTo("7"));
        Assert.That(await page.GetByLabel("Priority").InputValueAsync(), Is.EqualTo("high"));
        Assert.That(await page.GetByLabel("From (inclusive)").InputValueAsync(), Is.EqualTo("2020-01-01"));
    }

    [Test]
    public async Task Who_may_only_read_is_offered_no_preview()
    {
        await using var system = await TestSystem.StartAsync(
            Backend.Embedded,
            [],
            new Dictionary<string, string?> { ["API_KEYS"] = $"read:{Hash("reader")},operate:{Hash("operator")}" }
        );
        var page = await Browser.OpenAsync(system, "/console/sign-in");
        await page.Locator("#key").FillAsync("reader");
        await page.Locator("#key").PressAsync("Enter");
        await page.WaitForURLAsync("**/console/tasks");
        await page.GotoAsync("/console/rules");
        await Assertions.Expect(page.GetByText("This key may only read")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#PATTERN")).ToHaveCountAsync(0);
    }

    [TestCase("en")]
    [TestCase("zh-TW")]
    public async Task Nothing_is_in_the_way_of_anybody(string locale)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        var page = await Browser.OpenAsync(system, "/console/rules", locale);
        await FillAsync(page, Rules);
        await PreviewAsync(page);
        await Assertions.Expect(page.Locator("#conflicts")).ToBeVisibleAsync();
        await page.ShouldBeAccessibleAsync("rules-" + locale);
    }

    private static async Task FillAsync(IPage page, string rules)
    {
        await page.Locator("#PATTERN").FillAsync(rules);
        await page.Locator("#START_TIME").FillAsync("2020-01-01");
        await page.Locator("#END_TIME").FillAsync("2020-01-02");
    }

    private static Task PreviewAsync(IPage page) => page.Locator("form[data-preview] button.main").ClickAsync();
}
