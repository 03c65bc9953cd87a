using System.Globalization;
using Audience.Client;
using Audience.Web;
using Audience.Web.Parts;
using Audience.Web.Tasks;
using Audience.Web.Texts;
using Bunit;

namespace Audience.Tests.Web;

/// <summary>What a task's page tells of labels, rules and rows.</summary>
[Category("unit")]
internal sealed class TaskReportPartTests
{
    private static readonly View s_view = new() { Words = new Words("en"), Path = "/console/tasks/a" };

    [TestCase("王小姐", "1,2", "王<mark>小姐</mark>")]
    [TestCase("aaa", "0,2;1,2", "<mark>aa</mark><mark>a</mark>")]
    [TestCase("<b>&", "0,3", "<mark>&lt;b&gt;</mark>&amp;")]
    [TestCase("abc", "2,9;-1,2;0,0", "abc")]
    [TestCase("abc", "", "abc")]
    public void Finds_are_marked(string text, string spans, string html)
    {
        using var context = new BunitContext();
        Assert.That(Render(context, text, spans), Is.EqualTo($"<bdi>{html}</bdi>"));
    }

    [Test]
    public void Of_a_long_text_the_find_is_shown_and_no_character_is_cut()
    {
        using var context = new BunitContext();
        string long_ = string.Concat(Enumerable.Repeat("😀", 1000)) + "小姐" + string.Concat(Enumerable.Repeat("😀", 1000));
        string html = Render(context, long_, "2000,2");
        Assert.That(html, Does.StartWith("<bdi>…😀").And.Contain("😀<mark>小姐</mark>😀").And.EndWith("😀…</bdi>"));
        Assert.That(html, Has.Length.LessThan(500).And.Not.Contain("\ufffd"));
    }

    [Test]
    public void Dead_spare_and_noisy_rules_are_marked()
    {
        var rules = new TaskRules
        {
            Total = 3,
            UnmatchedTotal = 1,
            Rules = [Rule(1, posts: 100, only: 5, conflicts: 19), Rule(2, posts: 100, only: 0, conflicts: 0), Rule(3, 100, 1, 20)],
            Unmatched =
            [
                new NamedRule
                {
                    Label = "a",
                    Rule = 4,
                    Item = "never",
                },
            ],
        };
        using var context = new BunitContext();
        var part = context.Render<RulesPart>(p => p.Add(r => r.View, s_view).Add(r => r.Report, Report() with { Rules = rules }));
        Assert.That(
            part.FindAll("tbody tr").Select(r => string.Join('|', r.QuerySelectorAll(".badge").Select(b => b.TextContent))),
            Is.EqualTo([
                "",
                "spare: others match all of its posts",
                "noisy: 20% of its posts also have a conflicting label",
                "dead: matches no post",
            ])
        );
        Assert.That(part.FindAll("tbody a")[1].GetAttribute("href"), Is.EqualTo("/console/tasks/a?label=a&rule=2#sample"));
    }

    [Test]
    public void Overlaps_are_a_square_per_pair_and_days_have_no_gaps()
    {
        var labels = new TaskLabels
        {
            Posts = 1000,
            Labels = [Label("x", 400), Label("y", 100)],
            Pairs =
            [
                new LabelPair
                {
                    First = "x",
                    Second = "y",
                    Posts = 50,
                },
            ],
            Days = [Day("x", 1, 300), Day("y", 1, 100), Day("x", 4, 100)],
        };
        var report = Report() with { Labels = labels };
        using var context = new BunitContext();
        var part = context.Render<LabelsPart>(p => p.Add(l => l.View, s_view).Add(l => l.Report, report));
        Assert.That(part.FindAll(".matrix .cell"), Has.Count.EqualTo(4));
        Assert.That(part.FindAll(".heat").Select(h => h.GetAttribute("height")), Is.EqualTo(["54", "6.8", "27", "54"]));
        Assert.That(report.Days.Select(d => d.Posts), Is.EqualTo([400, 0, 0, 100]));
        Assert.That((report with { Query = report.Query with { Label = "y" } }).Days.Select(d => d.Posts), Is.EqualTo([100]));
    }

    [TestCase(999, "999")]
    [TestCase(1234, "1.2k")]
    [TestCase(34_000_000, "34M")]
    public void Counts_are_told_briefly(long number, string text) => Assert.That(Words.Brief(number), Is.EqualTo(text));

    private static string Render(BunitContext context, string text, string spans) =>
        context
            .Render<Highlighted>(p =>
                p.Add(h => h.Text, text)
                    .Add(
                        h => h.Spans,
                        [
                            .. spans
                                .Split(';', StringSplitOptions.RemoveEmptyEntries)
                                .Select(s => s.Split(','))
                                .Select(s =>
                                    (int.Parse(s[0], CultureInfo.InvariantCulture), int.Parse(s[1], CultureInfo.InvariantCulture))
                                ),
                        ]
                    )
            )
            .Markup.Trim();

    private static TaskReport Report() => new() { Query = new TaskReportQuery { TaskId = "a" } };

    private static TaskRule Rule(int number, long posts, long only, long conflicts) =>
        new()
        {
            Label = "a",
            Rule = number,
            Item = "x",
            Posts = posts,
            Only = only,
            Conflicts = conflicts,
            Share = 0.5,
        };

    private static TaskLabel Label(string label, long posts) => new() { Label = label, Posts = posts };

    private static LabelDay Day(string label, int day, long posts) =>
        new()
        {
            Label = label,
            Day = new DateTime(2020, 1, day),
            Posts = posts,
        };
}
