using Audience.Hosting.Bus;
using Audience.Hosting.Settings;
using Audience.Hosting.Work;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Audience.Tests.Hosting;

/// <summary>WORKER_CONCURRENCY is of the worker, not of each of its queues.</summary>
internal sealed class WorkTurnsTests
{
    /// <summary>A piece of work.</summary>
    public sealed record Piece;

    [Test]
    public async Task Queues_share_the_workers_turns()
    {
        const int each = 20;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("WORKER_CONCURRENCY", "2")]).Build();
        using var turns = new WorkTurns(
            AudienceSettings.Load(configuration, embedded: true),
            new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance)
        );
        int running = 0,
            max = 0,
            done = 0;
        var all = new TaskCompletionSource();
        var bus = Bus.Factory.CreateUsingInMemory(memory =>
        {
            foreach (string queue in new[] { "first", "second" })
                memory.ReceiveEndpoint(
                    queue,
                    endpoint =>
                    {
                        endpoint.WorkAtOnce(2);
                        endpoint.UseFilter(turns);
                        endpoint.Handler<Piece>(WorkAsync);
                    }
                );
        });
        await bus.StartAsync();
        foreach (string queue in new[] { "first", "second" })
        {
            var endpoint = await bus.GetSendEndpoint(new Uri("queue:" + queue));
            for (int i = 0; i < each; i++)
                await endpoint.Send(new Piece());
        }
        await all.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await bus.StopAsync();
        Assert.That(max, Is.EqualTo(2));

        async Task WorkAsync(ConsumeContext<Piece> context)
        {
            int now = Interlocked.Increment(ref running);
            lock (all)
                max = Math.Max(max, now);
            // As long as a piece takes.
            await Task.Delay(20);
            Interlocked.Decrement(ref running);
            if (Interlocked.Increment(ref done) == 2 * each)
                all.SetResult();
        }
    }
}
