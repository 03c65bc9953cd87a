using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Audience.Tests.Jobs.Leadership;

/// <summary>When a worker that has nothing to do looks for work.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class WorkLookoutTests(Backend backend) : LeaderTest(backend)
{
    private readonly SlotPool _labelling = new("labelling", 2, [WorkKind.Label, WorkKind.Produce], ["queue1"]) { IsOpen = true },
        _planning = new("planning", 1, [WorkKind.Plan], ["queue1"]) { IsOpen = true };

    [Test]
    public async Task The_pool_that_there_is_work_for_is_woken()
    {
        using var lookout = Lookout();
        var (labelling, planning) = (_labelling.Signal.Next, _planning.Signal.Next);
        await lookout.LookAsync(default);
        await AddAsync("label", "queue2", 0);
        await lookout.LookAsync(default);
        Assert.That((labelling.IsCompleted, planning.IsCompleted), Is.EqualTo((false, false)), "another queue's");
        await AddAsync("produce", "", 0);
        await lookout.LookAsync(default);
        Assert.That((labelling.IsCompleted, planning.IsCompleted), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task Without_work_it_looks_less_and_less_often_and_when_something_is_due()
    {
        using var lookout = Lookout();
        var pauses = new List<TimeSpan>();
        for (int i = 0; i < 6; i++)
            pauses.Add(await lookout.LookAsync(default));
        Assert.That(pauses[0], Is.LessThanOrEqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(pauses[5], Is.GreaterThan(TimeSpan.FromSeconds(3)).And.LessThanOrEqualTo(WorkLookout.MaxPause));
        await AddAsync("plan", "queue1", 1500);
        Assert.That(await lookout.LookAsync(default), Is.InRange(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.8)));
        await ExecuteAsync("UPDATE work_item SET due_at = 0");
        Assert.That(await lookout.LookAsync(default), Is.LessThanOrEqualTo(TimeSpan.FromSeconds(1)), "it waits for a slot");
    }

    private WorkLookout Lookout() =>
        new([_labelling, _planning], new CandidateFinder(Output), new WorkSignal(), NullLogger<WorkLookout>.Instance);

    private Task AddAsync(string kind, string queue, int dueInMs) =>
        ExecuteAsync(
            "INSERT INTO work_item (parent_id, kind, ordinal, item, queue, status, due_at) VALUES "
                + $"('{Guid.NewGuid():N}', '{kind}', 0, '0', '{queue}', 'waiting', {Output.Dialect.NowMs} + {dueInMs})"
        );
}
