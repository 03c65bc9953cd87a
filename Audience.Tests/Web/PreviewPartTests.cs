using System.Text;
using Audience.Client;
using Audience.Web;
using Audience.Web.Parts;
using Audience.Web.Previews;
using Audience.Web.Texts;
using Bunit;

namespace Audience.Tests.Web;

/// <summary>A preview's part of the page, alone.</summary>
[Category("unit")]
internal sealed class PreviewPartTests
{
    private static readonly View s_view = new() { Words = new Words("en"), Path = "/console/rules" };

    [Test]
    public void A_share_is_drawn_with_its_interval_on_the_scale_of_the_largest()
    {
        using var context = new BunitContext();
        var part = context.Render<IntervalBars>(p =>
            p.Add(b => b.Label, "Shares")
                .Add(b => b.Items, [new Interval("a", 0.1, 0.05, 0.2), new Interval("long enough name", 0, 0, 0.05)])
        );
        Assert.Multiple(() =>
        {
            Assert.That(part.FindAll(".bar-fill").Select(r => r.GetAttribute("width")), Is.EqualTo(["120", "0"]));
            Assert.That(part.Find(".whisker").GetAttribute("d"), Is.EqualTo("M150 9v10M150 14H330M330 9v10"));
            Assert.That(part.Find("svg").GetAttribute("aria-label"), Does.StartWith("Shares: a 10% (5% – 20%), long enough name 0%"));
            Assert.That(part.FindAll("text").Select(t => t.TextContent), Does.Contain("long e…"));
        });
    }

    [Test]
    public void However_much_a_preview_finds_its_page_stays_small()
    {
        string text = string.Concat(Enumerable.Repeat("貼文", 500));
        var post = new PreviewExample
        {
            Id = "1",
            SourceAuthor = "s_author",
            Text = text,
            Labels = ["a"],
            Matches =
            [
                new MatchedRule
                {
                    Label = "a",
                    Spans =
                    [
                        [0, 2],
                    ],
                },
            ],
        };
        var rules = Enumerable
            .Range(1, 1000)
            .Select(i => new TaskRule
            {
                Label = "a",
                Rule = i,
                Item = text,
            })
            .ToList();
        var answer = new TaskPreview
        {
            Labels =
            [
                .. Enumerable
                    .Range(0, 500)
                    .Select(i => new PreviewLabel { Label = $"label {i}", Examples = [.. Enumerable.Repeat(post, 20)] }),
            ],
            Rules = rules,
            Unmatched = [.. rules],
            UnmatchedTotal = 1000,
            Pairs =
            [
                .. Enumerable
                    .Range(0, 1000)
                    .Select(i => new PreviewPair
                    {
                        First = $"label {i % 9}",
                        Second = $"label {i}",
                        Posts = 9,
                    }),
            ],
            Conflicts = [.. Enumerable.Repeat(post, 20)],
            Compared = Many(post, text),
            Gold = Many(text),
        };
        using var context = new BunitContext();
        var part = context.Render<PreviewPart>(p => p.Add(x => x.View, s_view).Add(x => x.Shown, new PreviewShown { Answer = answer }));
        Assert.That(part.FindAll("#examples h3"), Has.Count.EqualTo(24));
        Assert.That(Encoding.UTF8.GetByteCount(part.Markup), Is.LessThan(125_000));
    }

    private static PreviewComparison Many(PreviewExample post, string text)
    {
        var rule = new PreviewChangingRule { Label = "a", Item = text };
        var posts = new PreviewChangedPosts
        {
            Posts = 20,
            Rules = [.. Enumerable.Repeat(rule, 50)],
            Examples = [.. Enumerable.Repeat(post, 20)],
        };
        return new PreviewComparison
        {
            Labels =
            [
                .. Enumerable
                    .Range(0, 500)
                    .Select(i => new PreviewChange
                    {
                        Label = $"label {i}",
                        Gained = posts,
                        Lost = posts,
                    }),
            ],
        };
    }

    private static PreviewGold Many(string text)
    {
        var document = new GoldDocument
        {
            Text = text,
            Labels = ["a"],
            Predicted = [],
            Matches = [],
        };
        return new PreviewGold
        {
            Labels =
            [
                .. Enumerable
                    .Range(0, 500)
                    .Select(i => new GoldLabel
                    {
                        Label = $"label {i}",
                        Wrong = [.. Enumerable.Repeat(document, 20)],
                        Missed = [.. Enumerable.Repeat(document, 20)],
                    }),
            ],
            Rules = [.. Enumerable.Repeat(new GoldRule { Label = "a", Item = text }, 1000)],
        };
    }

    [Test]
    public void A_set_of_rules_becomes_lines()
    {
        RuleItem[] rules =
        [
            new()
            {
                Label = "female",
                Content = "小姐",
                RuleType = "keyword",
                MatchType = "end",
            },
            new()
            {
                Label = "male",
                Content = "王.*",
                RuleType = "regex",
            },
        ];
        Assert.Multiple(() =>
        {
            Assert.That(RuleSetText.Of("s", rules)["PATTERN"], Is.EqualTo("female\t小姐\tend"));
            Assert.That(RuleSetText.Of("s", rules[1..])["PATTERN"], Is.EqualTo("male\t王.*"));
            Assert.That(RuleSetText.Of("s", rules[1..])["MODEL_TYPE"], Is.EqualTo("rule_model"));
        });
    }
}
