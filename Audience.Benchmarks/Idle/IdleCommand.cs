using System.CommandLine;
using Audience.Testing;

namespace Audience.Benchmarks.Idle;

/// <summary><c>idle</c>: what processes that have nothing to do ask of the database.</summary>
internal static class IdleCommand
{
    public static Command Create()
    {
        var many = new Option<int>("--workers") { Description = "How many workers to compare with one.", DefaultValueFactory = _ => 8 };
        var seconds = new Option<int>("--seconds") { Description = "How long to count.", DefaultValueFactory = _ => 30 };
        var command = new Command("idle", "Count the statements that idle processes send to MariaDB.") { many, seconds };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(parsed.GetValue(many), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(int many, TimeSpan time, CancellationToken cancellationToken)
    {
        await using var database = await PrivateMariaDb.StartAsync(null, cancellationToken);
        await using var broker = await PrivateRabbitMq.StartAsync(cancellationToken);
        var processes = new IdleProcesses(database, broker);
        var counts = new List<StatementCount>();
        foreach (
            var (name, dll, count) in new[]
            {
                ("API", "Audience.Api.dll", 1),
                ("label worker", "Audience.LabelWorker.dll", 1),
                ("label worker", "Audience.LabelWorker.dll", many),
                ("model worker", "Audience.ModelWorker.dll", 1),
                ("model worker", "Audience.ModelWorker.dll", many),
            }
        )
        {
            Console.WriteLine($"Counting what {count} × {name} asks");
            counts.Add(await processes.CountAsync(name, dll, count, time, cancellationToken));
        }
        Console.WriteLine();
        Console.WriteLine($"Statements a second of idle processes, counted by the server for {time.TotalSeconds:0} s");
        Console.WriteLine();
        Console.WriteLine("| process      | how many | SELECT | writing | all statements | of each |");
        Console.WriteLine("| ------------ | -------: | -----: | ------: | -------------: | ------: |");
        foreach (var c in counts)
            Console.WriteLine(
                $"| {c.Name, -12} | {c.Processes, 8} | {c.Selects, 6:0.00} | {c.Writes, 7:0.00} | {c.All, 14:0.00} | "
                    + $"{c.All / c.Processes, 7:0.00} |"
            );
        return 0;
    }
}
