using Audience.Client;
using Audience.Web;
using Audience.Web.Tasks;
using Audience.Web.Texts;
using Bunit;

namespace Audience.Tests.Web;

/// <summary>Parts of pages, alone.</summary>
[Category("unit")]
internal sealed class ComponentTests
{
    private static readonly View s_reader = new() { Words = new Words("en"), Path = "/console/tasks" };

    [TestCase("PENDING", "labeling", "busy", "labelling")]
    [TestCase("SUCCESS", "producing", "busy", "producing")]
    [TestCase("SUCCESS", "done", "good", "Success")]
    [TestCase("FAILURE", "done", "bad", "Failed")]
    [TestCase("BREAK", "done", "still", "Aborted")]
    public void A_state_is_said_in_words_and_colour(string stat, string phase, string css, string text)
    {
        using var context = new BunitContext();
        var badge = context.Render<StateBadge>(p =>
            p.Add(b => b.View, s_reader).Add(b => b.Task, new TaskSummary { Stat = stat, Phase = phase })
        );
        Assert.That(badge.Find("span.badge").ClassList, Does.Contain(css));
        Assert.That(badge.Find("span.badge").TextContent, Does.EndWith(text));
    }

    [TestCase("PENDING", "labeling", "past,now,,", "labelling")]
    [TestCase("SUCCESS", "producing", "past,past,now,", "producing")]
    [TestCase("SUCCESS", "done", "past,past,past,past", "done")]
    public void Phases_are_a_line_up_to_the_one_at_hand(string stat, string phase, string css, string now)
    {
        using var context = new BunitContext();
        var line = context.Render<PhaseLine>(p =>
            p.Add(l => l.View, s_reader).Add(l => l.Task, new TaskSummary { Stat = stat, Phase = phase })
        );
        Assert.That(string.Join(',', line.FindAll("li").Select(l => l.ClassName)), Is.EqualTo(css));
        Assert.That(line.Find("[aria-current=step]").TextContent.Trim(), Does.EndWith(now));
    }

    [Test]
    public void Phases_say_how_long_they_took_and_the_countdown_counts_to_production()
    {
        using var context = new BunitContext();
        var line = context.Render<PhaseLine>(p =>
            p.Add(l => l.View, s_reader)
                .Add(l => l.Task, new TaskSummary { Stat = "SUCCESS", Phase = "producing" })
                .Add(
                    l => l.Times,
                    [
                        new PhaseTime { Phase = "queued", Seconds = 0.25 },
                        new PhaseTime { Phase = "labeling", Seconds = 300 },
                        new PhaseTime { Phase = "countdown", Seconds = 60 },
                        new PhaseTime { Phase = "producing", Seconds = 60 },
                    ]
                )
        );
        Assert.That(line.FindAll(".took").Select(t => t.TextContent), Is.EqualTo(new[] { "0.2 s", "5 min", "2 min" }));
    }

    [Test]
    public void A_strip_says_how_far_each_stretch_is_and_a_table_says_the_same()
    {
        var chunks = new TaskChunks
        {
            Chunks = 20,
            Done = 12,
            Stretches =
            [
                new ChunkStretch
                {
                    Chunks = 10,
                    Done = 10,
                    Posts = 1234,
                },
                new ChunkStretch
                {
                    Chunks = 10,
                    Done = 2,
                    Running = 3,
                    Troubled = 1,
                },
            ],
        };
        using var context = new BunitContext();
        var strip = context.Render<ChunkStrip>(p => p.Add(s => s.View, s_reader).Add(s => s.Chunks, chunks));
        Assert.Multiple(() =>
        {
            Assert.That(
                strip.Find("svg").GetAttribute("aria-label"),
                Is.EqualTo("12 of 20 chunks are labelled, 3 are in hand, 1 are in trouble")
            );
            Assert.That(strip.FindAll("svg > .bar-fill").Select(r => r.GetAttribute("height")), Is.EqualTo(new[] { "24", "4.8" }));
            Assert.That(strip.FindAll("svg > .trouble"), Has.Count.EqualTo(1));
            Assert.That(strip.FindAll("tbody tr").Select(r => r.QuerySelectorAll("td")[5].TextContent), Is.EqualTo(new[] { "1,234", "0" }));
        });
    }

    [TestCase("FAILURE", "done")]
    [TestCase("BREAK", "done")]
    [TestCase("SUCCESS", null)]
    public void Where_nobody_can_tell_how_far_a_task_came_there_is_no_line(string stat, string? phase)
    {
        using var context = new BunitContext();
        var line = context.Render<PhaseLine>(p =>
            p.Add(l => l.View, s_reader).Add(l => l.Task, new TaskSummary { Stat = stat, Phase = phase })
        );
        Assert.That(line.FindAll("ol"), Is.Empty);
    }

    [TestCase(false, 0)]
    [TestCase(true, 2)]
    public void Who_may_only_read_is_offered_nothing_else(bool mayOperate, int forms)
    {
        using var context = new BunitContext();
        var part = context.Render<TaskPart>(p =>
            p.Add(t => t.View, s_reader with { MayOperate = mayOperate })
                .Add(
                    t => t.Task,
                    new TaskSummary
                    {
                        TaskId = new string('a', 32),
                        Stat = "PENDING",
                        Phase = "labeling",
                    }
                )
        );
        Assert.That(part.FindAll("form"), Has.Count.EqualTo(forms));
    }

    [Test]
    public void Figures_of_a_task_are_told_by_group_in_a_picture_and_a_table()
    {
        var task = new TaskSummary
        {
            TaskId = new string('a', 32),
            Result = "forum,ptt",
            LengthProdTable = "10,20",
            UniqSourceAuthor = "100,40",
            RateOfLabel = "10.00,50.00",
        };
        using var context = new BunitContext();
        var part = context.Render<TaskPart>(p => p.Add(t => t.View, s_reader).Add(t => t.Task, task));
        Assert.That(GroupFigures.Of(task), Is.EqualTo([new GroupFigures("forum", "10", "100", "10.00"), new("ptt", "20", "40", "50.00")]));
        Assert.That(part.Find("svg").GetAttribute("aria-label"), Does.EndWith("forum 10.00, ptt 50.00"));
        Assert.That(part.FindAll("tbody tr"), Has.Count.EqualTo(2));
    }

    [Test]
    public void Posts_that_were_left_out_are_told_by_reason()
    {
        var task = new TaskSummary
        {
            TaskId = new string('a', 32),
            Skipped = new SkippedPosts
            {
                NoAuthor = 1_234,
                NoSource = 0,
                ImpossibleTime = 2,
            },
        };
        using var context = new BunitContext();
        var part = context.Render<TaskPart>(p => p.Add(t => t.View, s_reader).Add(t => t.Task, task));
        Assert.That(
            part.FindAll("dt").Zip(part.FindAll("dd"), (name, value) => $"{name.TextContent} {value.TextContent}"),
            Has.Member("Left out: without author 1,234")
                .And.Member("Left out: impossible time 2")
                .And.None.Contains("without source")
                .And.None.Contains("without text")
        );
    }
}
