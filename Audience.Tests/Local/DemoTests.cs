using System.Text.Json;
using Audience.Local.Demo;
using Audience.Samples;

namespace Audience.Tests.Local;

/// <summary>The demo, run as a user runs it.</summary>
[Category("database")]
internal sealed class DemoTests
{
    [Test]
    public async Task Its_last_line_has_the_figures_of_an_independent_computation()
    {
        const int posts = 5_000;
        await using var demo = LocalProcess.Start("demo", "--json", "--posts", $"{posts}");
        Assert.That(await demo.WaitForExitAsync(TimeSpan.FromMinutes(3)), Is.Zero, demo.Tail());
        var task = JsonSerializer.Deserialize<JsonElement>(demo.Lines().Last(l => l.Length > 0));

        Assert.Multiple(() =>
        {
            Assert.That((task.Text("stat"), task.Text("prod_stat"), task.Text("phase")), Is.EqualTo(("SUCCESS", "finish", "done")));
            foreach (var (column, value) in Expected(posts).Totals.Figures())
                Assert.That(task.Text(column), Is.EqualTo(value), column);
            Assert.That(task.GetProperty("posts_per_second").GetDouble(), Is.GreaterThan(0));
            Assert.That(task.GetProperty("peak_rss_mb").GetDouble(), Is.GreaterThan(10));
        });
    }

    [Test]
    public async Task It_shows_a_summary_and_rows_and_keeps_its_files_where_told()
    {
        var directory = Directory.CreateTempSubdirectory("audience-demo-test-");
        await using (var demo = LocalProcess.Start("demo", "--posts", "2000", "--data", directory.FullName))
        {
            Assert.That(await demo.WaitForExitAsync(TimeSpan.FromMinutes(3)), Is.Zero, demo.Tail());
            Assert.That(string.Join('\n', demo.Lines()), Does.Contain("rows labelled").And.Contain("/female").And.Contain("source_author"));
        }
        Assert.That(directory.GetFiles().Select(f => f.Name), Does.Contain("wh_tiktok.db").And.Contain("audience_result.db"));
        directory.Delete(recursive: true);
    }

    [TestCase("0")]
    [TestCase("10000001")]
    [TestCase("many")]
    public async Task A_wrong_number_of_posts_is_refused(string posts)
    {
        await using var demo = LocalProcess.Start("demo", "--posts", posts);
        Assert.That(await demo.WaitForExitAsync(TimeSpan.FromSeconds(30)), Is.Not.Zero);
        Assert.That(string.Join('\n', demo.Lines()), Does.Contain(posts == "many" ? "many" : "--posts must be from 1 to 10,000,000"));
    }

    private static KeywordReference Expected(int posts)
    {
        var panels = new Dictionary<string, string> { ["女性"] = "/female", ["男性"] = "/male" };
        var rules = DemoTask
            .Pattern.SelectMany(label =>
                label.Value.Select(rule =>
                    rule is object[] pair
                        ? new ReferenceRule(panels[label.Key], (string)pair[0], (string)pair[1])
                        : new ReferenceRule(panels[label.Key], (string)rule, "partially")
                )
            )
            .ToArray();
        return new KeywordReference(
            new PostMaker(posts, DemoTask.Start, DemoTask.Days).Make(),
            rules,
            DemoTask.Start,
            new DateTime(2021, 1, 1),
            p => p.Author
        );
    }
}
