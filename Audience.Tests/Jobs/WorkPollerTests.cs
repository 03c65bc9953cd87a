using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;
using Audience.Tests.Jobs.Leadership;
using Microsoft.Extensions.Logging.Abstractions;

namespace Audience.Tests.Jobs;

/// <summary>When a worker that has nothing to do looks for work.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class WorkPollerTests(Backend backend) : LeaderTest(backend)
{
    private readonly SlotPool _labelling = new("labelling", 2, [WorkKind.Label, WorkKind.Produce], ["queue1"]) { IsOpen = true },
        _planning = new("planning", 1, [WorkKind.Plan], ["queue1"]) { IsOpen = true };

    [Test]
    public async Task The_pool_that_there_is_work_for_is_woken()
    {
        using var poller = Poller();
        var (labelling, planning) = (_labelling.Signal.Next, _planning.Signal.Next);
        await poller.LookAsync(default);
        await AddAsync("label", "queue2", 0);
        await poller.LookAsync(default);
        Assert.That((labelling.IsCompleted, planning.IsCompleted), Is.EqualTo((false, false)), "another queue's");
        await AddAsync("produce", "", 0);
        await poller.LookAsync(default);
        Assert.That((labelling.IsCompleted, planning.IsCompleted), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task Without_work_it_looks_less_and_less_often_and_when_something_is_due()
    {
        using var poller = Poller();
        var pauses = new List<TimeSpan>();
        for (int i = 0; i < 6; i++)
            pauses.Add(await poller.LookAsync(default));
        Assert.That(pauses[0], Is.LessThanOrEqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(pauses[5], Is.GreaterThan(TimeSpan.FromSeconds(3)).And.LessThanOrEqualTo(WorkPoller.MaxPause));
        await AddAsync("plan", "queue1", 1500);
        Assert.That(await poller.LookAsync(default), Is.InRange(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.8)));
        await ExecuteAsync("UPDATE work_item SET due_at = 0");
        Assert.That(await poller.LookAsync(default), Is.LessThanOrEqualTo(TimeSpan.FromSeconds(1)), "it waits for a slot");
    }

    private WorkPoller Poller() =>
        new([_labelling, _planning], new CandidateFinder(Output), new WorkSignal(), NullLogger<WorkPoller>.Instance);

    private Task AddAsync(string kind, string queue, int dueInMs) =>
        ExecuteAsync(
            "INSERT INTO work_item (parent_id, kind, ordinal, item, queue, status, due_at) VALUES "
                + $"('{Guid.NewGuid():N}', '{kind}', 0, '0', '{queue}', 'waiting', {Output.Dialect.NowMs} + {dueInMs})"
        );
}
