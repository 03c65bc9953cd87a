using System.Globalization;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>A system with some label workers, which labels the source as often as it is told to.</summary>
internal sealed class WorkersRun : IAsyncDisposable
{
    private readonly EndToEndPlan _plan;
    private readonly BenchSource _source;
    private readonly BenchServers _servers;
    private readonly Reference _reference;
    private readonly SystemRun _system;
    private readonly List<double> _times = [],
        _workers = [],
        _database = [];

    private WorkersRun(EndToEndPlan plan, BenchSource source, BenchServers servers, Reference reference, SystemRun system) =>
        (_plan, _source, _servers, _reference, _system) = (plan, source, servers, reference, system);

    /// <summary>How many label workers it has.</summary>
    public int Workers => _plan.Workers;

    /// <summary>Seconds of each round.</summary>
    public IReadOnlyList<double> Times => _times;

    /// <summary>Median seconds of a round.</summary>
    public double Seconds => EndToEndResult.Median(_times);

    /// <summary>Median processor seconds of its label workers together.</summary>
    public double WorkerProcessor => EndToEndResult.Median(_workers);

    /// <summary>Median processor seconds of the database.</summary>
    public double DatabaseProcessor => EndToEndResult.Median(_database);

    /// <summary>Whether every table and figure of every round was as worked out.</summary>
    public bool EqualToReference { get; private set; } = true;

    public static async Task<WorkersRun> StartAsync(
        EndToEndPlan plan,
        BenchSource source,
        BenchServers servers,
        string broker,
        Reference reference,
        CancellationToken cancellationToken
    )
    {
        await servers.DropAsync(OutputOf(plan), cancellationToken);
        return new WorkersRun(
            plan,
            source,
            servers,
            reference,
            await SystemRun.StartAsync(
                source,
                servers.Database,
                broker,
                OutputOf(plan),
                plan.Workers,
                cancellationToken,
                new Dictionary<string, string?> { ["CHUNK_SIZE"] = plan.ChunkSize?.ToString(CultureInfo.InvariantCulture) }
            )
        );
    }

    /// <summary>Rounds that are not counted.</summary>
    public async Task WarmUpAsync(int rounds, CancellationToken cancellationToken)
    {
        for (int i = 0; i < rounds; i++)
            await LabelAsync(cancellationToken);
    }

    /// <summary>A round that counts; its seconds.</summary>
    public async Task<double> RoundAsync(CancellationToken cancellationToken)
    {
        var processes = _servers.Processes.Concat(_system.Processes).ToList();
        var start = ProcessFigures.Now(processes);
        double seconds = await LabelAsync(cancellationToken);
        var end = ProcessFigures.Now(processes);
        _times.Add(seconds);
        _workers.Add(Used(name => name.StartsWith("label worker", StringComparison.Ordinal)));
        _database.Add(Used(name => name == "MariaDB"));
        return seconds;

        double Used(Func<string, bool> which) => end.Keys.Where(which).Sum(name => end[name] - start[name]);
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    private static string OutputOf(EndToEndPlan plan) => $"audience_bench_workers_{plan.Workers}";

    private async Task<double> LabelAsync(CancellationToken cancellationToken)
    {
        var (state, _, elapsed) = await _system.Tasks.LabelAsync(EndToEndRun.Request(_plan, _source), cancellationToken);
        EqualToReference &= await _reference.IsEqualAsync(state, new MySqlSums(_servers.Database, OutputOf(_plan)));
        return elapsed.TotalSeconds;
    }
}
