using Microsoft.Playwright;
using static Audience.Tests.Web.PageData;

namespace Audience.Tests.Web;

/// <summary>Rules that were tried are saved as versions, each a rule set, and compared with the one before.</summary>
[Category("pages")]
internal sealed class RuleSetPageTests : PageTest
{
    private const string Rules =
        "female\t小姐\tend\nfemale\t{\"keyword\":\"姐\",\"unless\":[\"空姐\"]}\nfemale\t{\"all\":[\"王\",\"小姐\"],\"near\":6}\nmale\t王";

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_version_is_saved_changed_compared_and_saved_beside_it(bool scripts)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        var page = await Browser.OpenAsync(system, "/console/rules", scripts: scripts);
        await page.Locator("#PATTERN").FillAsync(Rules);
        await SaveAsync(page);
        await Assertions.Expect(page.Locator("#SET_NAME-mistake")).ToHaveTextAsync("A name is needed.");
        await page.Locator("#SET_NAME").FillAsync("<b>women</b>");
        await SaveAsync(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "<b>women</b>", Exact = true })).ToBeVisibleAsync();
        Assert.That(await page.Locator("#SET_NAME").InputValueAsync(), Is.EqualTo("<b>women</b> (2)"));
        Assert.That(await page.Locator("#PATTERN").InputValueAsync(), Is.EqualTo(Rules));

        await page.Locator("#START_TIME").FillAsync("2020-01-01");
        await page.Locator("#END_TIME").FillAsync("2020-01-02");
        await page.Locator("#PATTERN").FillAsync(Rules + "\nfemale\t陳");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#compared")).ToContainTextAsync("female: gained");
        await SaveAsync(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "<b>women</b> (2)", Exact = true })).ToBeVisibleAsync();
        Assert.That(await page.Locator("#SET_NAME").InputValueAsync(), Is.EqualTo("<b>women</b> (3)"));

        // What the API does not take is saved by half nowhere.
        await page.Locator("#PATTERN").FillAsync("female\t小姐\nfemale\t{\"all\":[\"王\"],\"near\":-1}");
        await SaveAsync(page);
        await Assertions.Expect(page.Locator("#PATTERN-mistake").First).ToContainTextAsync("near");
        var sets = (await system.Http.ReadAsync("/documents/")).EnumerateArray().ToList();
        Assert.That(sets.Select(s => s.Text("name")), Is.EquivalentTo((string[])["<b>women</b>", "<b>women</b> (2)"]));
        string first = sets.Single(s => s.Text("name") == "<b>women</b>").Text("task_id")!;
        await page.GotoAsync("/console/rules?set=" + first);
        string[] lines = (await page.Locator("#PATTERN").InputValueAsync()).Split('\n');
        Assert.That(lines, Has.Length.EqualTo(4).And.Contains("female\t小姐\tend").And.Some.Contains("空姐").And.Some.Contains("near"));
        Assert.That(await page.Locator("#COMPARE").InputValueAsync(), Is.EqualTo("set:" + first));

        // Nothing that was typed is lost where somebody deletes the set meanwhile.
        using var deleted = await system.Http.DeleteAsync(new Uri($"/documents/{first}/delete", UriKind.Relative));
        Assert.That(deleted.IsSuccessStatusCode, Is.True);
        await page.Locator("#START_TIME").FillAsync("2020-01-01");
        await page.Locator("#END_TIME").FillAsync("2020-01-02");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#COMPARE-mistake")).ToContainTextAsync(first);
        Assert.That(await page.Locator("#PATTERN").InputValueAsync(), Is.EqualTo(string.Join('\n', lines)));
    }

    [Test]
    public async Task The_rules_of_one_label_are_edited_alone_and_all_are_sent()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Posts());
        var page = await Browser.OpenAsync(system, "/console/rules");
        await page.Locator("#PATTERN").FillAsync("male\t王\nfemale\t小姐\nmale\t先生\nchen\t陳");
        var labels = page.GetByRole(AriaRole.Group, new() { Name = "Rules of one label" });
        await labels.GetByRole(AriaRole.Button, new() { Name = "male 2", Exact = true }).ClickAsync();
        Assert.That(await page.Locator("#PATTERN").InputValueAsync(), Is.EqualTo("male\t王\nmale\t先生"));
        await Assertions.Expect(labels.GetByRole(AriaRole.Button, new() { Name = "male 2", Exact = true })).ToBeFocusedAsync();
        await page.Locator("#PATTERN").FillAsync("male\t王\nmale\t先生\nmale\t哥");
        await labels.GetByRole(AriaRole.Button, new() { Name = "female 1" }).ClickAsync();
        await page.Locator("#PATTERN").FillAsync("female\t小姐\tend\n");
        await page.Locator("#SET_NAME").FillAsync("by label");
        await SaveAsync(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "by label", Exact = true })).ToBeVisibleAsync();
        Assert.That(
            (await page.Locator("#PATTERN").InputValueAsync()).Split('\n'),
            Is.EqualTo((string[])["male\t王", "male\t先生", "male\t哥", "female\t小姐\tend", "chen\t陳"])
        );
        await page.Locator("#PATTERN").FillAsync("{\"female\": [\"小姐\"]}");
        await Assertions.Expect(labels).ToBeHiddenAsync();
    }

    private static Task SaveAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Save as a version" }).ClickAsync();
}
