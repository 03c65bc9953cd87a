using Audience.Jobs.Leases;
using Audience.Jobs.Tasks;

namespace Audience.Tests.Jobs;

/// <summary>What is done of the chunks at hand.</summary>
[Category("unit")]
internal sealed class ChunksAtHandTests
{
    private const long Now = 100_000;

    [Test]
    public void What_was_told_goes_on_at_its_pace()
    {
        Assert.That(Done(before: 0, new RunningItem(90_000, 95_000, 0.25)), Is.EqualTo(0.5).Within(1e-9));
        Assert.That(Done(before: 0, new RunningItem(90_000, 95_000, 0.8)), Is.EqualTo(1), "it is not done more than once");
        Assert.That(Done(before: 0, new RunningItem(90_000, 95_000, 0)), Is.Zero, "its source stands still");
    }

    [Test]
    public void Before_anything_is_told_or_done_nothing_is_known() => Assert.That(Done(before: 0, Untold(20_000)), Is.Zero);

    [Test]
    public void Others_tell_how_far_one_is_that_has_not_told()
    {
        Assert.That(Done(before: 0, new RunningItem(90_000, 95_000, 0.25), Untold(96_000)), Is.EqualTo(0.5 + 0.2).Within(1e-9));
        // Since 20,000 eight were done, two at a time: each took 20 seconds.
        Assert.That(Done(before: 8, Untold(95_000), Untold(90_000)), Is.EqualTo(0.25 + 0.5).Within(1e-9));
        Assert.That(
            Done(before: 8, Untold(20_000), new(90_000, 95_000, 0.2)),
            Is.EqualTo(0.9 + 0.4).Within(1e-9),
            "it takes longer than the others"
        );
        Assert.That(Done(before: 8), Is.Zero, "none is at hand");
    }

    private static RunningItem Untold(long claimedAt) => new(claimedAt, claimedAt, null);

    private static double Done(double before, params RunningItem[] running) => ChunksAtHand.Done(running, before, paceAt: 20_000, Now);
}
