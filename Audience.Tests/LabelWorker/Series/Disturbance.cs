using Audience.Jobs.Schedules;
using Dapper;

namespace Audience.Tests.LabelWorker.Series;

/// <summary>
/// What may befall a series while it runs: another scheduler that looks all the time, and pieces of work whose claims are lost in the
/// middle, as those of a worker that is killed or stands still: another takes them up, and what the first one goes on to write must not
/// count.
/// </summary>
internal sealed class Disturbance : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly TestSystem _system;
    private readonly Random _random;
    private readonly Task _running;

    public Disturbance(TestSystem system, int seed)
    {
        (_system, _random) = (system, new Random(seed));
        _running = Task.Run(RunAsync);
    }

    /// <summary>How many claims were lost.</summary>
    public int Lost { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!_end.IsCancellationRequested)
        {
            await _system.Get<Scheduler>().LookAsync(default);
            if (_random.Next(2) == 0)
                Lost += await LoseAsync();
            await timer.WaitForNextTickAsync();
        }
    }

    // Once of a piece: one that takes down every worker that begins it fails, as it should.
    private async Task<int> LoseAsync()
    {
        await using var connection = await _system.Output.OpenAsync(default);
        return await connection.ExecuteAsync(
            "UPDATE work_item SET owner = 'killed', lease_until = 0 WHERE status = 'running' AND attempts = 1 AND postponed = 0"
        );
    }
}
