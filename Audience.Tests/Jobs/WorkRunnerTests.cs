using Audience.Jobs;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;
using Audience.Jobs.Messaging;
using Audience.Jobs.Resilience;
using Dapper;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Audience.Tests.Jobs;

/// <summary>However an attempt ends, the tables say truly how far the piece is.</summary>
[Category("database")]
internal sealed class WorkRunnerTests : OutputTest
{
    // An abort between the claim and the first look at the task, or just before the commit.
    [Test]
    public async Task Gives_back_a_piece_that_is_not_wanted_any_more()
    {
        await RunAsync(_ => Task.FromResult(WorkOutcome.Lost));
        Assert.That(await ItemAsync(), Is.EqualTo(("waiting", 0, 0, (string?)null)));
    }

    [Test]
    public async Task Puts_off_a_piece_whose_source_is_away()
    {
        await RunAsync(_ => throw new SourceAwayException("the source db:3306 is away"));
        Assert.That(await ItemAsync(), Is.EqualTo(("waiting", 0, 1, (string?)null)));
        Assert.That(await Schema.ScalarAsync<string>("SELECT waiting_for FROM work_item"), Is.EqualTo("the source db:3306 is away"));
    }

    [Test]
    public async Task Counts_what_fails_and_gives_up_in_the_end()
    {
        await RunAsync(_ => throw new InvalidOperationException("poisoned"));
        Assert.That(await ItemAsync(), Is.EqualTo(("waiting", 1, 0, $"label 1 of {s_task}: poisoned")));
        await RunAsync(_ => throw new InvalidOperationException("poisoned"), add: false);
        Assert.That(await ItemAsync(), Is.EqualTo(("failed", 2, 0, $"label 1 of {s_task}: poisoned")));
    }

    [Test]
    public async Task What_ends_in_the_middle_again_and_again_fails_without_another_attempt()
    {
        await AddChunkAsync(1);
        await Schema.ExecuteAsync("UPDATE work_item SET attempts = 2");
        await RunAsync(_ => throw new AssertionException("it was begun again"), add: false);
        Assert.That((await ItemAsync()).Item1, Is.EqualTo("failed"));
        Assert.That(await Schema.ScalarAsync<string>("SELECT error FROM work_item"), Does.Contain("seems to take its worker down"));
    }

    private async Task RunAsync(Func<WorkContext, Task<WorkOutcome>> work, bool add = true)
    {
        if (add)
            await AddChunkAsync(1);
        var claim = (await ClaimAsync(1, $"{Guid.NewGuid():N}"))!;
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var options = new JobOptions
        {
            Queues = ["queue1"],
            ModelQueue = "model",
            Concurrency = 1,
            ChunkWindow = 4,
            MaxAttempts = 2,
            MaxWait = TimeSpan.FromMinutes(1),
        };
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        var retry = new TransientRetry(TimeProvider.System, NullLogger<TransientRetry>.Instance);
        // A bus that never starts: sagas cannot be woken, which is no reason to fail.
        var waker = new SagaWaker(
            Bus.Factory.CreateUsingInMemory(_ => { }),
            new BrokerState(isWatched: false),
            new WorkSignal(),
            NullLogger<SagaWaker>.Instance
        );
        var handlers = new WorkHandlers([new Handler(work)], Output);
        var writes = new OutputWrites(Output, retry, options, lifetime);
        var holder = new WorkHolder(Leases, new RunningWork(), lifetime, NullLogger<WorkHolder>.Instance);
        var end = new WorkEnd(Leases, writes, handlers, waker, options, NullLogger<WorkEnd>.Instance);
        var metrics = new WorkMetrics(services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        var runner = new WorkRunner(holder, handlers, end, metrics, options, NullLogger<WorkRunner>.Instance);
        var pool = new SlotPool("test", 1, [WorkKind.Label], ["queue1"]);
        using var slot = await pool.TakeAsync(default);
        await runner.RunAsync(new WorkContext(claim, slot));
    }

    private async Task<(string, int, int, string?)> ItemAsync()
    {
        await using var connection = await Output.OpenAsync(default);
        return await connection.QuerySingleAsync<(string, int, int, string?)>("SELECT status, attempts, postponed, error FROM work_item");
    }

    private sealed class Handler(Func<WorkContext, Task<WorkOutcome>> work) : IWorkHandler
    {
        public WorkKind Kind => WorkKind.Label;

        public Task<WorkOutcome> RunAsync(WorkContext context, CancellationToken cancellationToken) => work(context);
    }
}
