using Audience.Data.Tasks;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;

namespace Audience.Tests.Jobs;

/// <summary>A huge task, or one with trouble, delays others by one piece at most; a priority gives a share, and takes nobody's.</summary>
[Category("unit")]
internal sealed class FairOrderTests
{
    private readonly FairOrder _order = new();

    [Test]
    public void Who_has_fewest_in_hand_comes_first() =>
        Assert.That(_order.Of([Task("huge", running: 2), Task("small")])[0].Parent, Is.EqualTo("small"));

    [Test]
    public void Of_equals_the_one_that_was_served_longest_ago_comes_first() =>
        Assert.That(Serve(6, Task("a"), Task("b"), Task("c")), Is.EqualTo(["a", "b", "c", "a", "b", "c"]));

    [Test]
    public void Turns_are_in_the_ratio_of_the_shares()
    {
        var turns = Count(Serve(70, Task("high", TaskPriority.High), Task("normal"), Task("low", TaskPriority.Low)));
        Assert.That((turns["high"], turns["normal"], turns["low"]), Is.EqualTo((40, 20, 10)));
    }

    [Test]
    public void Many_of_a_priority_have_a_share_each()
    {
        var turns = Count(Serve(90, Task("h1", TaskPriority.High), Task("h2", TaskPriority.High), Task("low", TaskPriority.Low)));
        Assert.That((turns["h1"], turns["h2"], turns["low"]), Is.EqualTo((40, 40, 10)));
    }

    [Test]
    public void However_many_there_are_before_it_none_waits_longer_than_the_sum_of_the_shares()
    {
        WorkCandidate[] tasks = [.. Enumerable.Range(0, 25).Select(i => Task($"{i}", TaskPriority.High)), Task("low", TaskPriority.Low)];
        var served = Serve(303, tasks);
        Assert.That(served.Index().Where(s => s.Item == "low").Select(s => s.Index / 101), Is.EqualTo([0, 1, 2]));
    }

    [Test]
    public void One_that_had_nothing_to_do_has_no_claim_to_the_turns_that_it_did_not_use()
    {
        Serve(1, Task("late", TaskPriority.Low));
        Serve(100, Task("high", TaskPriority.High));
        var turns = Count(Serve(50, Task("high", TaskPriority.High), Task("late", TaskPriority.Low)));
        Assert.That((turns["high"], turns["late"]), Is.EqualTo((40, 10)));
    }

    // Of five shares high has four: with one slot low holds its own, until high holds more.
    [TestCase(1, 0, ExpectedResult = "high")]
    [TestCase(1, 3, ExpectedResult = "high")]
    [TestCase(1, 8, ExpectedResult = "low")]
    public string Slots_that_are_held_count_by_shares(int slotsOfLow, int slotsOfHigh) =>
        _order.Of([Task("low", TaskPriority.Low, slotsOfLow), Task("high", TaskPriority.High, slotsOfHigh)])[0].Parent;

    private List<string> Serve(int turns, params WorkCandidate[] tasks)
    {
        List<string> served = [];
        for (int i = 0; i < turns; i++)
        {
            var next = _order.Of(tasks)[0];
            _order.Served(next, tasks);
            served.Add(next.Parent);
        }
        return served;
    }

    private static Dictionary<string, int> Count(IEnumerable<string> served) => served.CountBy(s => s).ToDictionary();

    private static WorkCandidate Task(string id, TaskPriority priority = TaskPriority.Normal, int running = 0) =>
        new(WorkKind.Label, id, 0, running, priority);
}
