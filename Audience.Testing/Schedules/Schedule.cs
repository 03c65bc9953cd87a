using Audience.Testing.Faults;

namespace Audience.Testing.Schedules;

/// <summary>One strike of a schedule.</summary>
/// <param name="Kind">See <see cref="FaultCatalog"/>.</param>
/// <param name="AfterMs">How long after the one before, milliseconds.</param>
/// <param name="Waits">Whether work must be seen to go on before the next one.</param>
public sealed record Strike(string Kind, int AfterMs, bool Waits);

/// <summary>What goes wrong, when, and what runs meanwhile; all of it follows from the seed.</summary>
/// <param name="Seed">Of every choice.</param>
/// <param name="Strikes">While tasks run.</param>
/// <param name="DumpStrikes">While a dump runs; without one, none is made.</param>
public sealed record Schedule(int Seed, IReadOnlyList<Strike> Strikes, IReadOnlyList<Strike> DumpStrikes)
{
    /// <summary>How many series run while tasks do.</summary>
    public int Series { get; init; }

    /// <summary>A schedule that follows from its seed.</summary>
    public static Schedule Of(int seed, IReadOnlyList<Fault> faults)
    {
        var random = new Random(seed);
        var strikes = Some(random.Next(2, 5));
        return new Schedule(seed, strikes, random.Next(3) == 0 ? Some(1) : []);

        IReadOnlyList<Strike> Some(int count) =>
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(_ => new Strike(faults[random.Next(faults.Count)].Kind, random.Next(50, 1_500), random.Next(3) > 0)),
            ];
    }

    /// <summary>A schedule that was thought out.</summary>
    public static Schedule Of(int seed, params string[] kinds) =>
        new(seed, [.. kinds.Select((k, i) => new Strike(k, 300 + 200 * i, true))], []);

    public override string ToString() =>
        $"seed {Seed}: {Text(Strikes)}{(DumpStrikes.Count > 0 ? $"; in a dump: {Text(DumpStrikes)}" : "")}";

    private static string Text(IReadOnlyList<Strike> strikes) => string.Join(", ", strikes.Select(Text));

    private static string Text(Strike strike) => $"{strike.Kind} after {strike.AfterMs} ms{(strike.Waits ? "" : " (and on)")}";
}
