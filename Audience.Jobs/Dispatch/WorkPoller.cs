using Audience.Jobs.Leases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Dispatch;

/// <summary>
/// Polls for work of a process's pools, by one question for all of them: at once when a message says so or a piece ends, when
/// what is put off becomes due, and else every few seconds, less often the longer there is none. So a hundred workers that wait are no
/// burden, and a message that is lost costs seconds.
/// </summary>
public sealed class WorkPoller(IEnumerable<SlotPool> pools, CandidateFinder finder, WorkSignal signal, ILogger<WorkPoller> log)
    : BackgroundService
{
    /// <summary>How long at most until the next look.</summary>
    public static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private readonly SlotPool[] _pools = [.. pools];
    private readonly WorkSignal _ended = new();
    private TimeSpan _pause = s_firstPause;

    /// <summary>Has it look at once: a piece that was in hand here may have to be done again.</summary>
    public void Wake() => _ended.Set();

    /// <summary>Looks once, and wakes the pools that there is work for.</summary>
    /// <returns>How long until the next look, unless something happens.</returns>
    public async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        var open = _pools.Where(p => p.IsOpen).ToList();
        TimeSpan? due = null;
        if (open.Count > 0)
        {
            (var kinds, due) = await finder.LookAsync(open.SelectMany(p => p.Kinds), open.SelectMany(p => p.Queues), cancellationToken);
            if (kinds.Count > 0)
                _pause = s_firstPause;
            foreach (var pool in open.Where(p => p.Kinds.Any(k => kinds.Contains(k.Name))))
                pool.Signal.Set();
        }
        // With some chance, so that workers that began together do not look together.
        var pause = _pause * (0.8 + 0.2 * Random.Shared.NextDouble());
        _pause = _pause * 2 < MaxPause ? _pause * 2 : MaxPause;
        // A little later than due, as the clocks of this process and of the server need not run alike.
        due += TimeSpan.FromMilliseconds(Random.Shared.Next(10, 200));
        return due < pause ? due.Value : pause;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            var (added, ended) = (signal.Next, _ended.Next);
            var pause = s_firstPause;
            try
            {
                pause = await LookAsync(stoppingToken);
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // One line per outage, not one per second.
                if (!failing)
                    log.LogWarning("Work cannot be looked for, which is tried again every second: {Reason}", e.Message);
                failing = true;
            }
            var elapsed = Task.Delay(pause, stoppingToken);
            // While the database is away, signals do not have it asked more often.
            if (await (failing ? Task.WhenAny(elapsed) : Task.WhenAny(added, ended, elapsed)) != elapsed)
                _pause = s_firstPause;
        }
    }
}
