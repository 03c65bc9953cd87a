using System.CommandLine;
using Audience.Testing.Faults;
using Audience.Testing.Schedules;
using Audience.Testing.Systems;

namespace Audience.Soak;

/// <summary><c>soak</c>: schedule after schedule, each with the next seed.</summary>
internal static class SoakCommand
{
    public static Command Create()
    {
        var minutes = new Option<double>("--minutes") { Description = "How long to begin new schedules.", DefaultValueFactory = _ => 10 };
        var seed = new Option<int?>("--seed")
        {
            Description = "The seed of the first schedule; the next ones count on from it. Drawn where it is left out.",
        };
        var schedules = new Option<int>("--schedules")
        {
            Description = "The most schedules to run.",
            DefaultValueFactory = _ => int.MaxValue,
        };
        var only = new Option<string[]>("--only")
        {
            Description = "The kinds of faults, of: " + string.Join(", ", FaultCatalog.All.Select(f => f.Kind)),
            AllowMultipleArgumentsPerToken = true,
        };
        var series = new Option<int>("--series")
        {
            Description = "How many series run beside the tasks of each schedule; schedule S has those of seeds S × N and on.",
            DefaultValueFactory = _ => 1,
        };
        var command = new Command(
            "soak",
            "Run random schedules; the last line is a JSON object, and the exit code 0 where nothing differed."
        )
        {
            minutes,
            seed,
            schedules,
            only,
            series,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    TimeSpan.FromMinutes(parsed.GetValue(minutes)),
                    parsed.GetValue(seed) ?? Random.Shared.Next(1_000_000),
                    parsed.GetValue(schedules),
                    parsed.GetValue(only) ?? [],
                    parsed.GetValue(series),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        TimeSpan duration,
        int seed,
        int max,
        string[] only,
        int series,
        CancellationToken cancellationToken
    )
    {
        var report = new SoakReport(seed);
        await using var system = await FaultSystem.StartAsync();
        List<Fault> faults = [];
        foreach (var fault in only.Length == 0 ? FaultCatalog.All : only.Select(FaultCatalog.Of))
            if (fault.Needs?.Invoke(system) is { } reason)
                Console.WriteLine($"{fault.Kind} is left out: {reason}");
            else
                faults.Add(fault);
        var baseline = await Baseline.MakeAsync(system);
        for (int number = 0; number < max && report.Elapsed < duration && !cancellationToken.IsCancellationRequested; number++)
        {
            var schedule = Schedule.Of(seed + number, faults) with { Series = series };
            Console.WriteLine(schedule);
            var result = await new ScheduleRun(system, baseline, schedule).RunAsync();
            report.Add(schedule, result, system);
            if (result.Differences.Count > 0)
                await system.RestoreAsync();
        }
        Console.WriteLine(report.Json());
        return report.Differences == 0 ? 0 : 1;
    }
}
