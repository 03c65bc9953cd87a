using Audience.Client;
using Audience.Web;
using Audience.Web.Tasks;
using Audience.Web.Texts;
using Bunit;

namespace Audience.Tests.Web;

/// <summary>What a row of the list of tasks says and offers.</summary>
[Category("unit")]
internal sealed class TaskListTests
{
    private static readonly string s_id = new('a', 32);
    private static readonly View s_reader = new() { Words = new Words("en"), Path = "/console/tasks" };

    [Test]
    public void A_task_that_is_done_tells_its_rate_over_all_of_its_labelling() =>
        Assert.That(
            TaskRate.Of(
                new TaskSummary
                {
                    Phase = "done",
                    LengthReceiveTable = 6000,
                    RunTime = 0.5,
                }
            ),
            Is.EqualTo(200)
        );

    [Test]
    public void One_at_work_tells_the_rate_that_its_time_left_stands_for() =>
        // 3,000 posts are left for ten seconds.
        Assert.That(
            TaskRate.Of(
                new TaskSummary
                {
                    Phase = "labeling",
                    LengthReceiveTable = 1000,
                    Progress = 0.25,
                    TimeLeft = 10,
                }
            ),
            Is.EqualTo(300)
        );

    [TestCase(null, 0.5, null)]
    [TestCase(0L, 0.5, null)]
    [TestCase(100L, 0d, 10d)]
    [TestCase(100L, 0.5, null)]
    public void Where_none_is_known_none_is_told(long? posts, double progress, double? left) =>
        Assert.That(
            TaskRate.Of(
                new TaskSummary
                {
                    Phase = "labeling",
                    LengthReceiveTable = posts,
                    Progress = progress,
                    TimeLeft = left,
                }
            ),
            Is.Null
        );

    [TestCase("PENDING", "labeling", "abort,delete")]
    [TestCase("FAILURE", "done", "resume,delete")]
    [TestCase("SUCCESS", "done", "delete")]
    public void A_row_offers_what_can_be_done(string stat, string phase, string actions)
    {
        using var context = new BunitContext();
        var row = context.Render<TaskRowActions>(p =>
            p.Add(r => r.View, s_reader with { MayOperate = true })
                .Add(
                    r => r.Task,
                    new TaskSummary
                    {
                        TaskId = s_id,
                        Stat = stat,
                        Phase = phase,
                    }
                )
        );
        var offered = row.FindAll("button").Select(button => button.GetAttribute("formaction")!.Split('/')[^1]);
        Assert.That(string.Join(',', offered), Is.EqualTo(actions));
        Assert.That(row.Find("a").GetAttribute("href"), Is.EqualTo("/console/new?task=" + s_id));
    }

    [Test]
    public void Who_may_only_read_is_offered_nothing()
    {
        using var context = new BunitContext();
        var list = context.Render<TaskListPart>(p =>
            p.Add(l => l.View, s_reader).Add(l => l.Query, new TaskQuery()).Add(l => l.Tasks, [new TaskSummary { TaskId = s_id }])
        );
        Assert.That(list.FindAll("button, details, input"), Is.Empty);
    }
}
