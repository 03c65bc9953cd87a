using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;

namespace Audience.Tests.Jobs;

/// <summary>A huge task, or one with trouble, delays the others by one piece at most.</summary>
[Category("unit")]
internal sealed class FairOrderTests
{
    [Test]
    public void Who_has_fewest_in_hand_comes_first()
    {
        var order = new FairOrder();
        Assert.That(Next(order, ("huge", 2), ("small", 0)), Is.EqualTo("small"));
    }

    [Test]
    public void Of_equals_the_one_that_was_served_longest_ago_comes_first()
    {
        var order = new FairOrder();
        var served = new List<string>();
        for (int i = 0; i < 6; i++)
        {
            served.Add(Next(order, ("a", 0), ("b", 0), ("c", 0)));
            order.Served(served[^1]);
        }
        Assert.That(served, Is.EqualTo(["a", "b", "c", "a", "b", "c"]));
    }

    private static string Next(FairOrder order, params (string Parent, int Running)[] tasks) =>
        order.Of(tasks.Select(t => new WorkCandidate(WorkKind.Label, t.Parent, 0, t.Running))).First().Parent;
}
