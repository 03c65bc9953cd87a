using Audience.Data.Posts;
using Audience.LabelWorker.Previews;

namespace Audience.Tests.LabelWorker.Previews;

/// <summary>Which posts a preview reads, and what follows from them.</summary>
[Category("unit")]
internal sealed class SamplePlanTests
{
    private static readonly DateTime s_start = new(2020, 1, 1);

    [Test]
    public void Slices_cover_the_range_without_gaps()
    {
        foreach (var length in new[] { TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(77), TimeSpan.FromDays(400) })
        {
            var slices = SamplePlan.Slices(s_start, s_start + length);
            Assert.That((slices[0].From, slices[^1].To), Is.EqualTo((s_start, s_start + length)));
            Assert.That(slices.Skip(1).Select(s => s.From), Is.EqualTo(slices.SkipLast(1).Select(s => s.To)));
        }
    }

    [Test]
    public void Runs_lie_evenly_in_posts_not_in_time()
    {
        // All but a few posts are in the last slice.
        var slices = SamplePlan.Slices(s_start, s_start.AddDays(200));
        SliceCount[] counts = [.. slices.Select((_, i) => new SliceCount(i == 199 ? 10_000 : 10, true))];
        var plan = SamplePlan.Of(slices, counts, 1000, new Random(1));
        Assert.That((plan.Runs.Count, plan.RangePosts, plan.IsExact, plan.IsComplete), Is.EqualTo((200, 11_990L, true, false)));
        Assert.That(plan.Runs.Count(run => run.Slice == slices[^1]), Is.InRange(150, 180));
        Assert.That(plan.Runs.Select(run => run.Posts), Is.All.EqualTo(5));
        int[] offsets = [.. plan.Runs.Where(run => run.Slice == slices[^1]).Select(run => run.Offset).Order()];
        Assert.That(offsets.Zip(offsets.Skip(1), (a, b) => b - a), Is.All.GreaterThanOrEqualTo(5), "runs do not overlap");
    }

    [Test]
    public void A_range_of_no_more_posts_than_the_sample_is_read_as_a_whole()
    {
        var slices = SamplePlan.Slices(s_start, s_start.AddDays(1));
        Assert.That(SamplePlan.Of(slices, [.. slices.Select(_ => new SliceCount(5, true))], 1000, new Random(1)).IsComplete);
        Assert.That(SamplePlan.Of(slices, [.. slices.Select(_ => new SliceCount(5, false))], 1000, new Random(1)).IsComplete, Is.False);
        Assert.That(SamplePlan.Of(slices, [.. slices.Select(_ => new SliceCount(0, true))], 1000, new Random(1)).RangePosts, Is.Zero);
    }

    [Test]
    public void What_no_post_has_may_still_be_there()
    {
        var all = Enumerable.Repeat(5L, 200).Aggregate(default(RunTotals), (totals, posts) => totals.With(posts));
        var (share, low, high) = new RunSums().Estimate(all, 1_000_000);
        Assert.That((share, low), Is.EqualTo((0.0, 0.0)));
        Assert.That(high, Is.InRange(0.01, 0.03));
        Assert.That(new RunSums().Estimate(all, 1000), Is.EqualTo((0.0, 0.0, 0.0)), "where all were read, it is known");
    }
}
