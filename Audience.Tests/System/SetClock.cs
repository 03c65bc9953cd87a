namespace Audience.Tests;

/// <summary>A clock that stands at the time that a test sets; timers run as ever.</summary>
internal sealed class SetClock(DateTime start) : TimeProvider
{
    private long _ticks = start.Ticks;

    /// <summary>Sets it, UTC.</summary>
    public void Set(DateTime time) => Interlocked.Exchange(ref _ticks, time.Ticks);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);
}
