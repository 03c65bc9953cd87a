using Audience.Testing.Systems;

namespace Audience.Testing.Faults;

/// <summary>Something that goes wrong. When the strike is over, whatever was away is back.</summary>
/// <param name="Kind">Its name, for schedules and reports.</param>
/// <param name="StrikeAsync">Does it.</param>
/// <param name="Needs">Why it cannot strike here, or null where it can.</param>
public sealed record Fault(string Kind, Func<FaultSite, Task> StrikeAsync, Func<FaultSystem, string?>? Needs = null);

/// <summary>Where a fault strikes.</summary>
/// <param name="System">The system.</param>
/// <param name="Random">Makes its choices: the same seed, the same choices.</param>
/// <param name="Open">Tasks that were running a moment ago.</param>
/// <param name="Past">Tasks that have ended, were aborted or deleted.</param>
public sealed record FaultSite(FaultSystem System, Random Random, IReadOnlyList<string> Open, IReadOnlyList<string> Past)
{
    /// <summary>One of several.</summary>
    public T Pick<T>(IReadOnlyList<T> of) => of[Random.Next(of.Count)];

    /// <summary>Lets an outage last: milliseconds from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public Task LastAsync(int min, int max) => Task.Delay(Random.Next(min, max));
}
