using System.Text.Json;
using Audience.Tests.LabelWorker.Suggestions;

namespace Audience.Tests.Local;

/// <summary>Keywords that a label of a file lacks, from a running API.</summary>
[Category("database")]
internal sealed class RuleSuggestCommandTests
{
    [Test]
    public async Task Keywords_are_suggested_in_80_columns()
    {
        var topic = new MadeTopic(5, false);
        await using var system = await TestSystem.StartAsync(Backend.Embedded, topic.Make(1_500, new DateTime(2020, 1, 1)));
        string rules = Path.Combine(system.DataDirectory, "rules.json");
        await File.WriteAllTextAsync(rules, JsonSerializer.Serialize(new { a = topic.Known }));
        string[] all = ["suggest", rules, "--predict-type", "content", "--url", system.Http.BaseAddress!.ToString()];
        var shown = await RunAsync([.. all, "--label", "a"]);
        var json = await RunAsync([.. all, "--label", "a", "--json", "--from", "2020-01-01", "--to", "2020-01-02"]);
        var wrong = await RunAsync([.. all, "--label", "b"]);
        Assert.Multiple(() =>
        {
            Assert.That(shown.Code, Is.Zero, shown.Text);
            Assert.That(topic.Synonyms.Count(s => shown.Text.Contains($"«{s}»", StringComparison.Ordinal)), Is.GreaterThan(10), shown.Text);
            Assert.That(shown.Text, Does.Contain("1,500 posts read"));
            Assert.That(
                shown.Text.Split('\n').Select(line => line.TrimEnd().Sum(c => c >= '\u2e80' ? 2 : 1)),
                Is.All.LessThanOrEqualTo(80),
                shown.Text
            );
            Assert.That(JsonSerializer.Deserialize<JsonElement>(json.Text).Text("posts_read"), Is.EqualTo("1440"), json.Text);
            Assert.That((wrong.Code, wrong.Text.Trim()), Is.EqualTo((1, "400: LABEL: there is no label 'b' in this task (labels: a)")));
        });
    }

    private static async Task<(int Code, string Text)> RunAsync(params string[] arguments)
    {
        await using var process = LocalProcess.Start(["rules", .. arguments]);
        int code = await process.WaitForExitAsync(TimeSpan.FromMinutes(1));
        return (code, process.Tail(400));
    }
}
