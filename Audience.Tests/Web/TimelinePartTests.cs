using Audience.Client;
using Audience.Web;
using Audience.Web.Definitions;
using Audience.Web.Texts;
using Bunit;

namespace Audience.Tests.Web;

/// <summary>Posts per day as a picture.</summary>
[Category("unit")]
internal sealed class TimelinePartTests
{
    private static readonly View s_view = new() { Words = new Words("en"), Path = "/console/new/timeline?source=a/b" };

    [Test]
    public void Every_day_is_a_bar_and_a_row()
    {
        using var context = new BunitContext();
        var part = context.Render<TimelinePart>(p => p.Add(t => t.View, s_view).Add(t => t.Timeline, Timeline(1, 0, 1, 1000)));
        Assert.That(part.Find("h2").TextContent, Does.StartWith("Posts per day"));
        Assert.That(part.FindAll("rect").Select(r => r.GetAttribute("height")), Is.EqualTo(["0", "2", "120"]));
        Assert.That(part.FindAll("tbody tr").Select(r => r.TextContent), Is.EqualTo(["2020-01-010", "2020-01-021", "2020-01-031,000"]));
        Assert.That(part.Find("svg").GetAttribute("aria-label"), Does.EndWith("From 2020-01-01 to 2020-01-03; most: 1,000"));
    }

    [Test]
    public void Points_of_several_days_say_so()
    {
        using var context = new BunitContext();
        var part = context.Render<TimelinePart>(p => p.Add(t => t.View, s_view).Add(t => t.Timeline, Timeline(7, 1, 2)));
        Assert.That(part.Find("h2").TextContent, Does.StartWith("Posts per 7 days"));
        Assert.That(part.Find("#timeline").GetAttribute("data-days"), Is.EqualTo("7"));
    }

    [Test]
    public void A_mistake_is_said_and_nothing_is_drawn()
    {
        using var context = new BunitContext();
        var part = context.Render<TimelinePart>(p => p.Add(t => t.View, s_view).Add(t => t.Mistake, "no index"));
        Assert.That(part.Find("[role=alert]").TextContent, Is.EqualTo("no index"));
        Assert.That(part.FindAll("svg"), Is.Empty);
    }

    private static SourceTimeline Timeline(int days, params long[] posts) =>
        new()
        {
            InputSchema = "a",
            InputTable = "b",
            DaysPerPoint = days,
            Points = [.. posts.Select((p, i) => new SourceDay { Day = new DateTime(2020, 1, 1).AddDays(i * days), Posts = p })],
        };
}
