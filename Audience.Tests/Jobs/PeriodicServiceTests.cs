using Audience.Jobs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Audience.Tests.Jobs;

/// <summary>Something that is done again and again.</summary>
[Category("unit"), Parallelizable]
internal sealed class PeriodicServiceTests
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    [Test]
    public async Task A_signal_has_it_look_before_its_period_is_over()
    {
        using var service = new Service(TimeSpan.FromHours(1));
        await service.StartAsync(default);
        await service.WaitsAsync();
        service.Wake();
        await service.LookedAsync();
        // Each signal counts, also one that comes while it looks.
        service.Wake();
        await service.LookedAsync();
        await service.StopAsync(default);
        Assert.That(service.Looks, Is.EqualTo(2));
    }

    [Test]
    public async Task It_looks_at_each_period_without_a_signal_too()
    {
        using var service = new Service(TimeSpan.FromMilliseconds(1));
        await service.StartAsync(default);
        for (int i = 0; i < 3; i++)
            await service.LookedAsync();
        await service.StopAsync(default);
        Assert.That(service.Looks, Is.GreaterThanOrEqualTo(3));
    }

    private sealed class Service(TimeSpan period) : PeriodicService(period, TimeProvider.System, Log, "Nothing can be done")
    {
        private readonly SemaphoreSlim _looked = new(0),
            _waits = new(0);
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private static ILogger Log => NullLogger.Instance;

        public int Looks { get; private set; }

        protected override Task Woken
        {
            get
            {
                _waits.Release();
                return Volatile.Read(ref _next).Task;
            }
        }

        public void Wake() =>
            Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

        public async Task WaitsAsync() => Assert.That(await _waits.WaitAsync(s_timeout), Is.True, "it was not begun");

        public async Task LookedAsync() => Assert.That(await _looked.WaitAsync(s_timeout), Is.True, "it did not look");

        public override Task LookAsync(CancellationToken cancellationToken)
        {
            Looks++;
            _looked.Release();
            return Task.CompletedTask;
        }

        public override void Dispose()
        {
            _looked.Dispose();
            _waits.Dispose();
            base.Dispose();
        }
    }
}
