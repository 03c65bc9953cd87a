using System.Text.Json;
using Audience.Client;
using Audience.Local.Rules;
using Audience.Tests.Api;
using Audience.Tests.Api.Documents;

namespace Audience.Tests.Local;

/// <summary>Rules of files, tried by a running API.</summary>
[Category("database")]
internal sealed class RulePreviewCommandTests
{
    [Test]
    public async Task Rules_of_a_file_are_tried_compared_and_measured_in_80_columns()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, SharedApi.Posts);
        string url = system.Http.BaseAddress!.ToString(),
            rules = Path.Combine(system.DataDirectory, "rules.json"),
            before = Path.Combine(system.DataDirectory, "before.json");
        await File.WriteAllTextAsync(
            rules,
            """{"女性": ["小姐", "nobody says this"], "一個很長很長的標籤名稱": [{"keyword": "姐", "unless": ["空姐"]}]}"""
        );
        await File.WriteAllTextAsync(before, """{"女性": ["nobody"]}""");
        string set = await system.Http.AddSetAsync();
        (await system.Http.UploadAsync(set, "author,content,label,document_type\n小姐,x,女性,test\n王,x,女性,dev\n")).ShouldBeTaken();
        string id = await system.Http.CreateTaskAsync(SharedApi.Body());
        await system.Http.WaitUntilDoneAsync(id);
        string[] all = ["rules", "preview", rules, "--url", url];
        var shown = await RunAsync([.. all, "--compare", before, "--gold", set]);
        var json = await RunAsync([.. all, "--compare", id[..12], "--json"]);
        var part = await RunAsync([.. all, "--from", "2020-01-01", "--to", "2020-01-01 01:00:00", "--gold", "nonsense"]);
        Assert.Multiple(() =>
        {
            Assert.That(shown.Code, Is.Zero, shown.Text);
            Assert.That(
                shown.Text,
                Does.Contain("240 of 240 posts read").And.Contain("█").And.Contain("«小姐»").And.Contain("nobody says this")
            );
            Assert.That(
                shown.Text,
                Does.Contain("gained").And.Contain("precision").And.Contain("missed").And.Contain("2 labelled documents")
            );
            Assert.That(shown.Text, Does.Not.Contain("\u001b"), "no colour where it is redirected");
            Assert.That(shown.Text.Split('\n').Select(Width), Is.All.LessThanOrEqualTo(80), shown.Text);
            Assert.That(json.Code, Is.Zero, json.Text);
            Assert.That(JsonSerializer.Deserialize<JsonElement>(json.Text).GetProperty("compared").Text("task_id"), Is.EqualTo(id));
            Assert.That((part.Code, part.Text.Trim()), Is.EqualTo((1, part.Text.Trim())));
            Assert.That(part.Text, Does.StartWith("422: GOLD: 'nonsense' is not the id of a data set"));
        });

        static int Width(string line) => line.TrimEnd().Sum(c => c >= '\u2e80' ? 2 : 1);
    }

    [Test]
    public async Task What_cannot_be_tried_is_said()
    {
        await using var system = await TestSystem.StartAsync(Backend.Embedded, SharedApi.Posts);
        string url = system.Http.BaseAddress!.ToString(),
            rules = Path.Combine(system.DataDirectory, "rules.json");
        await File.WriteAllTextAsync(rules, """{"女性": [{"keyword": "小姐", "unles": []}]}""");
        var wrong = await RunAsync("rules", "preview", rules, "--url", url);
        var missing = await RunAsync("rules", "preview", rules + "x", "--url", url);
        await File.WriteAllTextAsync(rules, """{"女性": ["小姐"]}""");
        var table = await RunAsync("rules", "preview", rules, "--url", url, "--table", "nothing");
        Assert.Multiple(() =>
        {
            Assert.That(
                (wrong.Code, wrong.Text.Contains("unknown key 'unles'", StringComparison.Ordinal)),
                Is.EqualTo((1, true)),
                wrong.Text
            );
            Assert.That(missing.Code, Is.EqualTo(2), missing.Text);
            Assert.That(
                (table.Code, table.Text.Contains("give --from and --to", StringComparison.Ordinal)),
                Is.EqualTo((1, true)),
                table.Text
            );
        });
    }

    [TestCase(true, "a[[b]] [black on yellow]小姐[/] c ")]
    [TestCase(false, "a[[b]] «小姐» c ")]
    public void What_was_found_is_marked_and_nothing_of_a_post_is_markup(bool isColoured, string shown)
    {
        MatchedRule[] matches =
        [
            new()
            {
                Spans =
                [
                    [5, 2],
                ],
            },
        ];
        Assert.That(FoundText.Of("a[b] 小姐 c\u001b", matches, isColoured), Is.EqualTo(shown));
    }

    private static async Task<(int Code, string Text)> RunAsync(params string[] arguments)
    {
        await using var process = LocalProcess.Start(arguments);
        int code = await process.WaitForExitAsync(TimeSpan.FromMinutes(1));
        return (code, process.Tail(400));
    }
}
