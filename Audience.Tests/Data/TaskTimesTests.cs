using Audience.Data.Tasks;

namespace Audience.Tests.Data;

/// <summary>How long a task's phases took.</summary>
[Category("unit")]
internal sealed class TaskTimesTests
{
    private static readonly TaskTimes s_new = new()
    {
        Phase = "queued",
        Created = 1_000,
        Now = 9_000,
    };

    private static readonly TaskTimes s_labelled = s_new with { Phase = "producing", StartedAt = 2_000, RunTime = 0.05, ProduceAt = 7_000 };

    [Test]
    public void A_phase_that_is_at_hand_counts_up_to_now()
    {
        Assert.That(Say(s_new), Is.EqualTo("queued 8…"));
        Assert.That(Say(s_new with { Phase = "labeling", StartedAt = 2_500 }), Is.EqualTo("queued 1.5, labeling 6.5…"));
        Assert.That(Say(s_labelled), Is.EqualTo("queued 1, labeling 3, countdown 2, producing 2…"));
        Assert.That(Say(s_labelled with { Now = 6_000 }), Is.EqualTo("queued 1, labeling 3, countdown 1…"));
    }

    [Test]
    public void A_task_that_has_ended_counts_up_to_its_end()
    {
        Assert.That(
            Say(s_labelled with { Phase = "done", ProgressAt = 8_500 }),
            Is.EqualTo("queued 1, labeling 3, countdown 2, producing 1.5")
        );
        Assert.That(
            Say(s_new with { Phase = "done", Stat = "BREAK", StartedAt = 2_000, ProgressAt = 4_000 }),
            Is.EqualTo("queued 1, labeling 2")
        );
        Assert.That(Say(s_labelled with { Phase = "done", ProduceAt = 5_000, ProgressAt = 5_000 }), Does.Not.Contain("countdown"));
    }

    [Test]
    public void Of_a_task_of_the_original_nothing_is_known() => Assert.That(Say(s_new with { Phase = null }), Is.Empty);

    private static string Say(TaskTimes times) =>
        string.Join(", ", times.Phases.Select(p => FormattableString.Invariant($"{p.Phase} {p.Seconds}") + (p.Ended ? "" : "…")));
}
