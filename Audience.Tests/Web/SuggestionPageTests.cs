using System.Text.RegularExpressions;
using Audience.Samples;
using Audience.Web.Definitions;
using Microsoft.Playwright;

namespace Audience.Tests.Web;

/// <summary>One click adds a suggested keyword to the rules.</summary>
[Category("pages")]
internal sealed class SuggestionPageTests : PageTest
{
    private static IEnumerable<MadePost> Shops() =>
        Enumerable
            .Range(0, 300)
            .Select(i =>
            {
                string words =
                    i % 5 == 0 ? "小姐美甲"
                    : i % 5 == 1 && i % 2 == 0 ? "美甲"
                    : $"第{(char)('一' + i)}天";
                return new MadePost($"p{i}", "WH_F0045", "a", words, "t", "c", new DateTime(2020, 1, 1).AddMinutes(i));
            });

    [TestCase("en", true)]
    [TestCase("zh-TW", false)]
    public async Task A_keyword_is_added_by_a_click(string locale, bool scripts)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Shops());
        var page = await Browser.OpenAsync(system, "/console/rules", locale, scripts: scripts);
        await page.Locator("#PATTERN").FillAsync("female\t小姐");
        await page.Locator("#START_TIME").FillAsync("2020-01-01");
        await page.Locator("#END_TIME").FillAsync("2020-01-02");
        await page.Locator("form[data-preview] button.main").ClickAsync();
        await page.Locator("#preview button[formaction*=suggest]").ClickAsync();
        var found = page.Locator("#suggestions tbody th").First;
        await Assertions.Expect(found).ToHaveTextAsync("美甲");
        await Assertions.Expect(page.Locator("#suggestions mark").First).ToHaveTextAsync("美甲");
        if (scripts)
            await page.ShouldBeAccessibleAsync($"suggestions-{locale}");
        await page.Locator("#suggestions button[name=ADD]").First.ClickAsync();
        await Assertions.Expect(page.Locator("#PATTERN")).ToHaveValueAsync(new Regex("^female\t小姐\r?\nfemale\t美甲$"));
        if (scripts)
            // The preview is renewed with it.
            await Assertions.Expect(page.Locator("#preview-rules tbody tr")).ToHaveCountAsync(2);
        else
            await Assertions.Expect(page.Locator("#suggestions tbody th").GetByText("美甲", new() { Exact = true })).ToHaveCountAsync(0);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_rule_with_conditions_is_built_field_by_field(bool scripts)
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, Shops());
        var page = await Browser.OpenAsync(system, "/console/rules", scripts: scripts);
        await page.Locator("#PATTERN").FillAsync("female\t小姐");
        await page.Locator("#item summary").ClickAsync();
        await page.Locator("#ITEM_ALL").FillAsync("美\n甲");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the rule" }).ClickAsync();
        await Assertions.Expect(page.Locator("#ITEM_LABEL-mistake")).ToHaveTextAsync("A label is needed.");
        await Assertions.Expect(page.Locator("#ITEM_ALL")).ToHaveValueAsync(new Regex("^美\r?\n甲$"));
        await page.Locator("#ITEM_LABEL").FillAsync("nails");
        await page.Locator("#ITEM_NONE").FillAsync("小姐");
        await page.Locator("#ITEM_NEAR").FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the rule" }).ClickAsync();
        await Assertions
            .Expect(page.Locator("#PATTERN"))
            .ToHaveValueAsync(
                new Regex("^female\t小姐\r?\nnails\t" + Regex.Escape("{\"all\":[\"美\",\"甲\"],\"none\":[\"小姐\"],\"near\":2}") + "$")
            );
        await page.Locator("#START_TIME").FillAsync("2020-01-01");
        await page.Locator("#END_TIME").FillAsync("2020-01-02");
        await page.Locator("form[data-preview] button.main").ClickAsync();
        await Assertions.Expect(page.Locator("#preview tbody th", new() { HasText = "nails" }).First).ToBeVisibleAsync();
    }

    [TestCase("", "a\tb")]
    [TestCase("a\tx\n", "a\tx\na\tb")]
    [TestCase("c,x", "c,x\na,b")]
    [TestCase("""{"a": ["x"]}""", """{"a":["x","b"]}""")]
    [TestCase("""{"c": ["x"]}""", """{"c":["x"],"a":["b"]}""")]
    [TestCase("{", "{")]
    public void Rules_keep_their_form(string rules, string expected) => Assert.That(RuleText.With(rules, "a", "b"), Is.EqualTo(expected));
}
