using System.Diagnostics;
using Audience.Jobs.Leadership;
using Microsoft.Extensions.Time.Testing;

namespace Audience.Tests.Jobs.Leadership;

/// <summary>What is looked up for all, one worker looks up, whatever befalls it.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class LeaderElectionTests(Backend backend) : LeaderTest(backend)
{
    private const string Service = "sagas";

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    [Test]
    public async Task One_of_many_that_begin_together_leads_each_service()
    {
        string[] services = [Service, "work", "callbacks"];
        var workers = Enumerable.Range(0, 8).Select(_ => Worker(services)).ToList();
        for (int round = 0; round < 3; round++)
        {
            var waits = await Task.WhenAll(workers.Select(w => Task.Run(() => w.LookAsync(default))));
            Assert.That(waits, Is.All.GreaterThan(TimeSpan.Zero).And.All.LessThan(2 * LeaderTable.Lease));
            // All are free again, and have been for long.
            if (round == 1)
                await ExecuteAsync("UPDATE leader SET owner = NULL, lease_until = 0");
            if (round == 1)
                continue;
            foreach (string service in services)
                Assert.That(workers.Count(w => w.Has(service)), Is.EqualTo(1), service);
        }
    }

    [Test]
    public async Task A_worker_has_only_what_it_can_do()
    {
        var (model, label) = (Worker(Service), Worker(Service, "schedules"));
        await model.LookAsync(default);
        await label.LookAsync(default);
        Assert.Multiple(() =>
        {
            Assert.That((model.Has(Service), label.Has(Service)), Is.EqualTo((true, false)));
            Assert.That((model.Has("schedules"), label.Has("schedules")), Is.EqualTo((false, true)));
        });
    }

    // The longest that others can be without: its lease, and a look.
    [Test]
    public async Task Another_takes_over_within_ten_seconds_after_its_worker_died()
    {
        var (first, second) = (Worker(Service), Worker(Service));
        await first.LookAsync(default);
        await second.StartAsync(default);
        await second.LookAsync(default);
        Assert.That(second.Has(Service), Is.False);
        // The first one says nothing any more.
        long start = Stopwatch.GetTimestamp();
        await Eventually.GetAsync(() => Task.FromResult(second.Has(Service)), has => has, s_timeout);
        Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(10)));
        await first.LookAsync(default);
        Assert.That(first.Has(Service), Is.False, "it is back, and another has it");
    }

    [Test]
    public async Task One_that_stops_hands_over_at_once()
    {
        var (first, second) = (Worker(Service), Worker(Service));
        await first.StartAsync(default);
        await Eventually.GetAsync(() => Task.FromResult(first.Has(Service)), has => has, s_timeout);
        await second.StartAsync(default);
        // The bus's code is compiled by then.
        await Bus.Publish(new Audience.Contracts.Messages.WorkAdded(Guid.Empty));
        await Sent.WaitAsync();
        // Its next look is when the first one's lease ends, which a renewal has just put off.
        await first.LookAsync(default);
        await second.LookAsync(default);
        long start = Stopwatch.GetTimestamp();
        await first.StoppingAsync(default);
        Assert.That(first.Has(Service), Is.False);
        await Eventually.GetAsync(() => Task.FromResult(second.Has(Service)), has => has, s_timeout);
        Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(LeaderTable.Lease / 2));
        await first.LookAsync(default);
        Assert.That(first.Has(Service), Is.False, "it stops");
    }

    [Test]
    public async Task One_that_stood_still_does_not_believe_to_have_it()
    {
        var time = new FakeTimeProvider();
        var worker = Worker(time, Service);
        await worker.LookAsync(default);
        time.Advance(LeaderTable.Lease - TimeSpan.FromSeconds(1));
        Assert.That(worker.Has(Service), Is.True);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(worker.Has(Service), Is.False);
        await worker.LookAsync(default);
        Assert.That(worker.Has(Service), Is.True, "nobody else has it");
    }

    [Test]
    public async Task A_lease_from_before_the_server_s_clock_was_put_back_does_not_hold()
    {
        var (first, second) = (Worker(Service), Worker(Service));
        await first.LookAsync(default);
        await ExecuteAsync($"UPDATE leader SET lease_until = {Output.Dialect.NowMs} + 3600000");
        await second.LookAsync(default);
        Assert.That(second.Has(Service), Is.True);
    }

    [Test]
    public async Task The_others_look_again_when_it_ends()
    {
        var (first, second) = (Worker(Service), Worker(Service));
        Assert.That(await first.LookAsync(default), Is.LessThan(LeaderTable.Lease / 2), "it renews in time");
        var wait = await second.LookAsync(default);
        Assert.That(wait, Is.GreaterThan(LeaderTable.Lease / 2).And.LessThan(LeaderTable.Lease + TimeSpan.FromSeconds(1)));
    }
}
