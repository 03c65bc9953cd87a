using Audience.Contracts.Tasks;
using Audience.Jobs.Tasks;

namespace Audience.Tests.Jobs;

/// <summary>Which ways a task may go, and what changes with each.</summary>
[Category("unit")]
internal sealed class TaskTransitionsTests
{
    [Test]
    public void The_whole_way()
    {
        var task = New(Phase.Queued);
        task.Countdown = 5;
        TaskTransitions.Start(task, 60_000);
        Assert.That((task.Phase, task.Stat, task.StartedAt), Is.EqualTo((Phase.Labeling, Stat.Pending, (long?)60_000)));
        TaskTransitions.EndLabeling(task, 150_000);
        Assert.That((task.Phase, task.Stat, task.ProduceAt), Is.EqualTo((Phase.Producing, Stat.Success, (long?)155_000)));
        Assert.That(task.RunTime, Is.EqualTo(1.5), "minutes of labelling, without COUNTDOWN");
        TaskTransitions.Finish(task, ProdStat.Finish, 0);
        Assert.That(
            (task.Phase, task.ProdStat, task.CheckAt, task.Progress),
            Is.EqualTo((Phase.Done, ProdStat.Finish, (long?)null, (double?)1))
        );
        Assert.That(TaskTransitions.TryAbort(task), Is.False);
        Assert.That(TaskTransitions.TryResume(task, 0), Is.False);
    }

    [Test]
    public void Its_pace_is_measured_from_where_its_first_chunk_began()
    {
        var task = New(Phase.Queued);
        TaskTransitions.Start(task, 1_000);
        TaskTransitions.NotePace(task, null, 0, 2_000);
        Assert.That(task.PaceAt, Is.Null, "nothing is at hand yet");
        TaskTransitions.NotePace(task, 3_000, 0.1, 4_000);
        TaskTransitions.Advance(task, 0.2, 5_000);
        TaskTransitions.Reach(task, 0.25, 5_000);
        TaskTransitions.NotePace(task, 4_500, 0.25, 5_000);
        Assert.That((task.PaceAt, task.ProgressBase), Is.EqualTo(((long?)3_000, (double?)0)));
        TaskTransitions.Advance(task, 0.2, 6_000);
        TaskTransitions.Reach(task, 0.3, 6_000);
        Assert.That((task.Progress, task.ProgressAt), Is.EqualTo(((double?)0.2, (long?)5_000)), "no chunk is done since");
        Assert.That((task.Reached, task.ReachedAt), Is.EqualTo(((double?)0.3, (long?)6_000)), "but parts of those at hand");
    }

    [Test]
    public void Where_the_first_chunk_was_not_seen_its_pace_is_measured_from_now()
    {
        var task = New(Phase.Queued);
        TaskTransitions.Start(task, 1_000);
        TaskTransitions.Advance(task, 0.2, 2_000);
        TaskTransitions.NotePace(task, 1_900, 0.25, 2_000);
        Assert.That((task.PaceAt, task.ProgressBase), Is.EqualTo(((long?)2_000, (double?)0.25)));
    }

    [Test]
    public void A_failed_task_may_be_resumed_and_that_taken_back()
    {
        var task = New(Phase.Labeling);
        TaskTransitions.Fail(task, "the source is gone", new(2020, 3, 1));
        Assert.That((task.Phase, task.Stat, task.ErrorMessage), Is.EqualTo((Phase.Done, Stat.Failure, "the source is gone")));
        Assert.That(TaskTransitions.TryResume(task, 1_000), Is.True);
        Assert.That(
            (task.Phase, task.Stat, task.ErrorMessage, task.CheckPoint),
            Is.EqualTo((Phase.Queued, Stat.Pending, (string?)null, (DateTime?)null))
        );
        Assert.That(TaskTransitions.TryUndoResume(task, "the source is gone", new(2020, 3, 1)), Is.True);
        Assert.That((task.Phase, task.Stat, task.ErrorMessage), Is.EqualTo((Phase.Done, Stat.Failure, "the source is gone")));
    }

    [TestCase(Phase.Queued)]
    [TestCase(Phase.Labeling)]
    [TestCase(Phase.Producing)]
    public void Whatever_has_not_ended_may_be_aborted(string phase)
    {
        var task = New(phase);
        Assert.That(TaskTransitions.TryAbort(task), Is.True);
        Assert.That((task.Phase, task.Stat, task.CheckAt), Is.EqualTo((Phase.Done, Stat.Break, (long?)null)));
        Assert.That(TaskTransitions.TryResume(task, 0), Is.False, "what was aborted stays so");
    }

    [Test]
    public void A_task_of_the_original_may_be_aborted_and_deleted()
    {
        var task = new TaskState { Stat = Stat.Pending };
        Assert.That(TaskTransitions.TryAbort(task), Is.True);
        Assert.That((task.Phase, task.Stat), Is.EqualTo(((string?)null, Stat.Break)));
        Assert.That(TaskTransitions.TryDelete(task, 5), Is.True);
        Assert.That((task.Phase, task.CheckAt), Is.EqualTo((Phase.Deleting, (long?)5)));
        Assert.That(TaskTransitions.TryDelete(task, 6), Is.False);
    }

    [Test]
    public void There_is_no_other_way()
    {
        Assert.Throws<InvalidOperationException>(() => TaskTransitions.EndLabeling(New(Phase.Queued), 0));
        Assert.Throws<InvalidOperationException>(() => TaskTransitions.Start(New(Phase.Done), 0));
        Assert.Throws<InvalidOperationException>(() => TaskTransitions.Finish(New(Phase.Labeling), ProdStat.Finish, 0));
        Assert.Throws<InvalidOperationException>(() => TaskTransitions.Fail(New(Phase.Deleting), "late", default));
    }

    private static TaskState New(string phase) =>
        new()
        {
            Phase = phase,
            Stat = Stat.Pending,
            StartedAt = 0,
        };
}
