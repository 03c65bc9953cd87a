using Audience.Contracts.Messages;
using Audience.Jobs.Leases;
using Audience.Jobs.Messaging;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Duties;

/// <summary>
/// Which duties this process has: what is looked up for all workers, one of them looks up. It is elected by a lease in the database; where
/// it dies, another one takes over within seconds, and where it stops, at once. Two that believe to have a duty do no harm: what they do is
/// conditional in the tables.
/// </summary>
public sealed class DutyRoster(
    DutyTable table,
    WorkerIdentity worker,
    IBus bus,
    BrokerState broker,
    TimeProvider time,
    ILogger<DutyRoster> log
) : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan s_renewal = DutyTable.Lease / 3,
        s_retry = TimeSpan.FromSeconds(1),
        s_goodBye = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> _duties = [];
    private readonly SemaphoreSlim _looking = new(1, 1);
    private volatile Held _held = new([], 0);
    private volatile TaskCompletionSource _woken = NewSignal();
    private bool _ended;

    /// <summary>The clock of those who have duties.</summary>
    public TimeProvider Time => time;

    /// <summary>Says, before the process starts, that it can do a duty.</summary>
    public void Join(string duty) => _duties.Add(duty);

    /// <summary>Whether this process has a duty now. A process that stood still has not, even before it asks.</summary>
    public bool Has(string duty) => _held is var held && held.Duties.Contains(duty) && time.GetElapsedTime(held.Since) < DutyTable.Lease;

    /// <summary>Has it look at once: a duty was given back.</summary>
    public void Wake() => Interlocked.Exchange(ref _woken, NewSignal()).TrySetResult();

    /// <summary>Renews what this process has, and takes what nobody has.</summary>
    /// <returns>When to do so again.</returns>
    public async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            if (_ended || _duties.Count == 0)
                return DutyTable.Lease;
            // From before the question on: the server's time cannot end earlier.
            long since = time.GetTimestamp();
            var (duties, others) = await table.TakeAsync(worker.Id, _duties, cancellationToken);
            var gained = duties.Except(_held.Duties).ToList();
            if (gained.Count > 0)
                log.LogInformation("This worker does for all: {Duties}", string.Join(", ", gained));
            _held = new Held(duties, since);
            if (duties.Count > 0)
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
                    log.LogWarning("Who does what for all cannot be looked up, which is tried again every second: {Reason}", e.Message);
                failing = true;
            }
            await Task.WhenAny(woken, Task.Delay(wait, time, stoppingToken));
        }
    }

    /// <summary>Hands its duties over, while the bus still sends.</summary>
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
                await broker.RunAsync(token => bus.Publish(new DutyFree(), token), s_goodBye);
        }
        catch (Exception e)
        {
            log.LogInformation("Another worker takes over what this one did for all within seconds: {Reason}", e.Message);
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

    private sealed record Held(IReadOnlyList<string> Duties, long Since);
}
