using System.Text.Json;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>The medians of a measurement.</summary>
internal sealed class EndToEndResult(EndToEndPlan plan)
{
    private readonly List<double> _floor = [], _system = [], _ratio = [], _cpu = [];
    private double _workerRss, _apiRss;

    /// <summary>Whether every table and figure of every round was as worked out.</summary>
    public bool EqualToReference { get; private set; } = true;

    private double PostsPerSecond => plan.Posts / Median(_system);

    public void Add(int round, TimeSpan floor, TimeSpan system, double cpu, bool equal)
    {
        EqualToReference &= equal;
        if (round == 0)
            return;
        _floor.Add(floor.TotalSeconds);
        _system.Add(system.TotalSeconds);
        _ratio.Add(system / floor);
        _cpu.Add(cpu);
    }

    public void Finish(double workerRss, double apiRss) => (_workerRss, _apiRss) = (workerRss, apiRss);

    public void Write(TextWriter output)
    {
        output.WriteLine($"{plan.Posts:N0} posts, {plan.Model} on {plan.Predict}, {plan.Workers} label worker(s), medians of {plan.Rounds} rounds:");
        output.WriteLine($"  floor              {Median(_floor),10:0.00} s");
        output.WriteLine($"  system             {Median(_system),10:0.00} s   {PostsPerSecond,12:N0} posts/s");
        output.WriteLine($"  ratio to floor     {Median(_ratio),10:0.00}");
        output.WriteLine($"  processor          {Median(_cpu),10:0.00} s (API and workers)");
        output.WriteLine($"  peak RSS           {_workerRss,10:0} MB (largest label worker), {_apiRss:0} MB (API)");
        output.WriteLine($"  equal to reference {EqualToReference,10}");
    }

    public string ToJson() => JsonSerializer.Serialize(new
    {
        posts = plan.Posts,
        floor_seconds = Math.Round(Median(_floor), 3),
        seconds = Math.Round(Median(_system), 3),
        ratio_to_floor = Math.Round(Median(_ratio), 3),
        posts_per_second = Math.Round(PostsPerSecond),
        label_worker_peak_rss_mb = Math.Round(_workerRss, 1),
        equal_to_reference = EqualToReference,
    });

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[sorted.Count / 2];
    }
}
