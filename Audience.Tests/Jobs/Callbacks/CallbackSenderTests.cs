using System.Globalization;
using Audience.Data.Callbacks;
using Audience.Jobs.Callbacks;
using Audience.Jobs.Leadership;
using Audience.Jobs.Leases;
using Audience.Jobs.Messaging;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Audience.Tests.Jobs.Callbacks;

/// <summary>Many deliveries, several receivers and several workers.</summary>
[TestFixture(Backend.Embedded)]
[TestFixture(Backend.Servers)]
[Category("database")]
internal sealed class CallbackSenderTests(Backend backend) : CallbackTest(backend)
{
    // More to measure: CALLBACK_EVENTS=10000.
    private static int Events =>
        int.TryParse(Environment.GetEnvironmentVariable("CALLBACK_EVENTS"), CultureInfo.InvariantCulture, out int events) ? events : 500;

    [Test]
    public async Task Two_workers_send_each_once_while_another_receiver_keeps_them_waiting()
    {
        await using var slow = await CallbackReceiver.StartAsync();
        slow.Answer = http =>
            Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, default, default, TaskScheduler.Default);
        await AddAsync(slow.Url(), 100);
        await AddAsync(Receiver.Url(), Events);
        using var client = Client();
        CallbackSender[] senders = [Sender(client), Sender(client)];
        long start = TimeProvider.System.GetTimestamp();
        using var stop = new CancellationTokenSource();
        // Both believe that it is their turn.
        var looking = Task.WhenAll(senders.Select(sender => LookAsync(sender, stop.Token)));

        var got = await Receiver.WaitAsync(Events);
        TestContext.Progress.WriteLine(
            $"{Events} callbacks in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s, "
                + $"the slow receiver had {slow.Received.Count}"
        );
        // The last have come in, and their answers are on the way: a worker that stops before it has them leaves them to the other.
        var rows = await Eventually.GetAsync(
            RowsAsync,
            all => all.Count(r => r.Status == CallbackStatus.Delivered) >= Events,
            TimeSpan.FromMinutes(1)
        );
        await stop.CancelAsync();
        await looking;
        foreach (var sender in senders)
            await sender.StopAsync(default);
        Assert.Multiple(() =>
        {
            Assert.That(got.Select(r => r.Delivery).Distinct().Count(), Is.EqualTo(Events));
            Assert.That(Receiver.Received, Has.Count.EqualTo(Events), "none twice");
            Assert.That(rows.Count(r => r.Status == CallbackStatus.Delivered), Is.EqualTo(Events));
            Assert.That(slow.Received, Has.Count.GreaterThan(0).And.Count.LessThan(100), "it takes up one place of each worker");
        });
    }

    [Test]
    public async Task A_receiver_that_now_and_then_fails_gets_all_of_them()
    {
        int calls = 0;
        Receiver.Answer = http =>
        {
            http.Response.StatusCode = Interlocked.Increment(ref calls) % 7 == 0 ? 500 : 204;
            return Task.CompletedTask;
        };
        await AddAsync(Receiver.Url(), 100);
        using var client = Client();
        for (int i = 0; i < 50 && (await RowsAsync()).Any(r => r.Status != CallbackStatus.Delivered); i++)
        {
            await PassAsync();
            await PumpAsync(client);
        }
        Assert.That((await RowsAsync()).Select(r => r.Status), Is.All.EqualTo(CallbackStatus.Delivered));
        Assert.That(Receiver.Received.Select(r => r.Delivery).Distinct().Count(), Is.EqualTo(100));
    }

    [Test]
    public async Task What_is_old_is_deleted_and_what_waits_is_not()
    {
        await AddAsync(Receiver.Url(), 3);
        await ExecuteAsync("UPDATE callback SET created_at = 1, due_at = 9999999999999");
        await ExecuteAsync("UPDATE callback SET status = 'delivered' WHERE subject_id LIKE '%0'");
        await ExecuteAsync("UPDATE callback SET status = 'failed' WHERE subject_id LIKE '%1'");
        Assert.That(await Queue.DeleteOldAsync(default), Is.EqualTo(2));
        Assert.That((await RowAsync()).Status, Is.EqualTo(CallbackStatus.Waiting));
    }

    private static async Task LookAsync(CallbackSender sender, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await sender.LookAsync(stop);
            await Task.Delay(TimeSpan.FromMilliseconds(200), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private CallbackSender Sender(CallbackClient client) =>
        new(
            Queue,
            new CallbackPump(Queue, client, NullLogger<CallbackPump>.Instance),
            new LeaderElection(
                new LeaderTable(Output),
                new WorkerIdentity("label", []),
                Bus.Factory.CreateUsingInMemory(_ => { }),
                new BrokerState(isWatched: false),
                TimeProvider.System,
                NullLogger<LeaderElection>.Instance
            ),
            NullLogger<CallbackSender>.Instance
        );
}
