using Audience.Jobs.Leadership;
using Audience.Jobs.Messaging;
using Audience.Jobs.Watchdog;
using Audience.Tests.Jobs.Leadership;
using Microsoft.Extensions.Logging.Abstractions;

namespace Audience.Tests.Jobs;

/// <summary>Workers are told of work that becomes due by itself.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class WorkWatchdogTests(Backend backend) : LeaderTest(backend)
{
    private static readonly string s_task = new('a', 32);

    [TestCase("'waiting'", "0", "NULL", "{now}", TestName = "It was added, and the message was lost")]
    [TestCase("'waiting'", "{now}", "NULL", "0", TestName = "It was put off")]
    [TestCase("'running'", "0", "{now} - 100", "0", TestName = "Its worker died")]
    public async Task Workers_are_told_once_of_what_has_become_due(string status, string due, string lease, string added)
    {
        using var watch = Watch(Worker());
        await watch.LookAsync(default);
        Assert.That(Sent.Count, Is.Zero);
        await AddAsync(status, due, lease, added);
        await watch.LookAsync(default);
        await Sent.WaitAsync();
        // Nobody takes it: those who could have no slot, and look when they have.
        await ExecuteAsync("UPDATE work_item SET due_at = due_at - 5000, added_at = added_at - 5000, lease_until = lease_until - 5000");
        await watch.LookAsync(default);
        await Bus.Publish(new Audience.Contracts.Messages.WorkAdded(Guid.Empty));
        await Sent.WaitAsync();
        Assert.That(Sent.Count, Is.Zero);
    }

    [TestCase("'waiting'", "{now} + 60000", "NULL", TestName = "Not yet due")]
    [TestCase("'running'", "0", "{now} + 10000", TestName = "In hand")]
    [TestCase("'failed'", "{now}", "NULL", TestName = "Failed")]
    public async Task Of_other_work_they_are_not_told(string status, string due, string lease)
    {
        using var watch = Watch(Worker());
        await AddAsync(status, due, lease, "{now}");
        await watch.LookAsync(default);
        await Bus.Publish(new Audience.Contracts.Messages.WorkAdded(Guid.Empty));
        await Sent.WaitAsync();
        Assert.That(Sent.Count, Is.Zero);
    }

    [Test]
    public async Task Only_the_leader_looks()
    {
        var (first, second) = (Worker(), Worker());
        using WorkWatchdog one = Watch(first),
            other = Watch(second);
        await AddAsync("'waiting'", "0", "NULL", "{now}");
        await first.LookAsync(default);
        await second.LookAsync(default);
        await other.StartAsync(default);
        // Its period is over twice.
        await Task.Delay(TimeSpan.FromSeconds(2.5), second.Time);
        Assert.That(Sent.Count, Is.Zero);
        await first.LookAsync(default);
        await one.StartAsync(default);
        await Sent.WaitAsync();
        await one.StopAsync(default);
        await other.StopAsync(default);
    }

    private WorkWatchdog Watch(LeaderElection election) =>
        new(Output, Bus, new BrokerState(isWatched: false), election, NullLogger<WorkWatchdog>.Instance);

    private Task AddAsync(string status, string due, string lease, string added) =>
        ExecuteAsync(
            $"INSERT INTO work_item (parent_id, kind, ordinal, item, queue, status, due_at, lease_until, added_at) VALUES ('{s_task}', "
                + $"'label', 0, '0', 'queue1', {status}, {due}, {lease}, {added})".Replace(
                    "{now}",
                    Output.Dialect.NowMs,
                    StringComparison.Ordinal
                )
        );
}
