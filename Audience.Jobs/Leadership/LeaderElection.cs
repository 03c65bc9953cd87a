using Audience.Contracts.Messages;
using Audience.Jobs.Leases;
using Audience.Jobs.Messaging;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Leadership;

/// <summary>
/// Leader election: what is looked up for all workers (a service), one of them looks up, the leader. It is elected by a lease in the
/// database, service by service; where it dies, another one takes over within seconds, and where it stops, at once. Two that believe to
/// lead do no harm: what they do is conditional in the tables.
/// </summary>
public sealed class LeaderElection(
    LeaderTable table,
    WorkerIdentity worker,
    IBus bus,
    BrokerState broker,
    TimeProvider time,
    ILogger<LeaderElection> log
) : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan s_renewal = LeaderTable.Lease / 3,
        s_retry = TimeSpan.FromSeconds(1),
        s_goodBye = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> _services = [];
    private readonly SemaphoreSlim _looking = new(1, 1);
    private volatile Held _held = new([], 0);
    private volatile TaskCompletionSource _woken = NewSignal();
    private bool _ended;

    /// <summary>The clock of the services.</summary>
    public TimeProvider Time => time;

    /// <summary>Says, before the process starts, that this process can lead a service.</summary>
    public void Join(string service) => _services.Add(service);

    /// <summary>Whether this process leads a service now. A process that stood still does not, even before it asks.</summary>
    public bool Has(string service) =>
        _held is var held && held.Services.Contains(service) && time.GetElapsedTime(held.Since) < LeaderTable.Lease;

    /// <summary>Has it look at once: a service was given back.</summary>
    public void Wake() => Interlocked.Exchange(ref _woken, NewSignal()).TrySetResult();

    /// <summary>Renews what this process leads, and takes what nobody leads.</summary>
    /// <returns>When to do so again.</returns>
    public async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            if (_ended || _services.Count == 0)
                return LeaderTable.Lease;
            // From before the question on: the server's time cannot end earlier.
            long since = time.GetTimestamp();
            var (services, others) = await table.TakeAsync(worker.Id, _services, cancellationToken);
            var gained = services.Except(_held.Services).ToList();
            if (gained.Count > 0)
                log.LogInformation("This worker leads: {Services}", string.Join(", ", gained));
            _held = new Held(services, since);
            if (services.Count > 0)
                return s_renewal;
            // Not all at the same moment.
            return others + TimeSpan.FromMilliseconds(Random.Shared.Next(100, 500));
        }
        finally
        {
            _looking.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            var woken = _woken.Task;
            var wait = s_retry;
            try
            {
                wait = await LookAsync(stoppingToken);
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing)
                    log.LogWarning("Leader election fails, which is tried again every second: {Reason}", e.Message);
                failing = true;
            }
            await Task.WhenAny(woken, Task.Delay(wait, time, stoppingToken));
        }
    }

    /// <summary>Gives its services to another, while the bus still sends.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_goodBye);
        try
        {
            await _looking.WaitAsync(timeout.Token);
            _ended = true;
            _held = new Held([], 0);
            _looking.Release();
            if (await table.ReleaseAsync(worker.Id, timeout.Token) > 0)
                await broker.RunAsync(token => bus.Publish(new LeadershipReleased(), token), s_goodBye);
        }
        catch (Exception e)
        {
            log.LogInformation("Another worker becomes leader within seconds, and not at once: {Reason}", e.Message);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Dispose()
    {
        _looking.Dispose();
        base.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Held(IReadOnlyList<string> Services, long Since);
}
