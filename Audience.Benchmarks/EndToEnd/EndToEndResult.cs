using System.Text.Json;
using Audience.Benchmarks.Stages;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>The medians of a measurement.</summary>
internal sealed class EndToEndResult(EndToEndPlan plan)
{
    private readonly List<double> _read = [],
        _write = [],
        _labeling = [],
        _floor = [],
        _system = [],
        _ratio = [],
        _allocated = [],
        _bare = [],
        _report = [];

    /// <summary>Whether every table and figure of every round was as worked out.</summary>
    public bool EqualToReference { get; private set; } = true;

    /// <summary>What the processes used.</summary>
    public ProcessFigures Processes { get; } = new();

    /// <summary>What the first label worker did in a round that is watched, and the schema of the source; null where none was.</summary>
    public (ProfileEvents Events, string SourceSchema)? Watched { get; set; }

    private double PostsPerSecond => plan.Posts / Median(_system);

    private double WorkerPeakMb =>
        Processes.Names.Where(n => n.StartsWith("label worker", StringComparison.Ordinal)).Max(n => Processes.Of(n).PeakMb);

    private double AllocatedPerPost => Median(_allocated) / plan.Posts;

    /// <summary>Adds a round's times, and the bytes that the label workers allocated.</summary>
    public void Add(FloorTimes floor, TimeSpan labeled, TimeSpan elapsed, double allocatedBytes)
    {
        _allocated.Add(allocatedBytes);
        _read.Add(floor.Read.TotalSeconds);
        _write.Add(floor.Write.TotalSeconds);
        _floor.Add(floor.Total.TotalSeconds);
        _labeling.Add(labeled.TotalSeconds);
        _system.Add(elapsed.TotalSeconds);
        _ratio.Add(elapsed / floor.Total);
    }

    /// <summary>Adds how long a round took with the rule report and without it.</summary>
    public void AddWithoutReport(TimeSpan with, TimeSpan without)
    {
        _bare.Add(without.TotalSeconds);
        _report.Add(with / without);
    }

    /// <summary>Adds what a round, also one that is not counted, was found to be.</summary>
    public void Compare(bool equal) => EqualToReference &= equal;

    public void Write(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(
            $"{plan.Posts:N0} posts, {plan.Model} on {plan.Predict}, {plan.Workers} "
                + $"label worker(s){plan.Delay}; medians of {plan.Rounds} rounds"
        );
        output.WriteLine();
        output.WriteLine("|                    |   floor |  system |");
        output.WriteLine("| ------------------ | ------: | ------: |");
        output.WriteLine($"| reading, labelling | {Median(_read), 5:0.00} s | {Median(_labeling), 5:0.00} s |");
        output.WriteLine($"| writing, producing | {Median(_write), 5:0.00} s | {Median(_system) - Median(_labeling), 5:0.00} s |");
        output.WriteLine($"| wall time          | {Median(_floor), 5:0.00} s | {Median(_system), 5:0.00} s |");
        output.WriteLine($"| ratio to floor     |       1 | {Median(_ratio), 7:0.00} |");
        output.WriteLine($"| posts per second   | {plan.Posts / Median(_floor), 7:0} | {PostsPerSecond, 7:0} |");
        if (!double.IsNaN(AllocatedPerPost))
            output.WriteLine($"| allocated per post |         | {AllocatedPerPost, 5:0.0} B |");
        if (_bare.Count > 0)
        {
            output.WriteLine($"| no rule report     |         | {Median(_bare), 5:0.00} s |");
            output.WriteLine($"| with it to without |         | {Median(_report), 7:0.00} |");
        }
        output.WriteLine($"| equal to reference |         | {(EqualToReference ? "yes" : "NO"), 7} |");
        output.WriteLine();
        output.WriteLine("| process            | processor, floor | processor, system | peak RSS |");
        output.WriteLine("| ------------------ | ---------------: | ----------------: | -------: |");
        foreach (string name in Processes.Names)
        {
            var (floor, system, peak) = Processes.Of(name);
            output.WriteLine(
                $"| {name, -18} | {floor, 14:0.00} s | {system, 15:0.00} s | {(double.IsNaN(peak) ? "" : $"{peak:0} MB"), 8} |"
            );
        }
        output.WriteLine();
        if (Watched is var (events, schema))
            StageTable.Write(events, schema, output);
    }

    public string ToJson() =>
        JsonSerializer.Serialize(
            new
            {
                posts = plan.Posts,
                floor_seconds = Math.Round(Median(_floor), 3),
                seconds = Math.Round(Median(_system), 3),
                ratio_to_floor = Math.Round(Median(_ratio), 3),
                posts_per_second = Math.Round(PostsPerSecond),
                label_worker_allocated_bytes_per_post = double.IsNaN(AllocatedPerPost) ? (double?)null : Math.Round(AllocatedPerPost, 1),
                label_worker_peak_rss_mb = Math.Round(WorkerPeakMb, 1),
                equal_to_reference = EqualToReference,
            }
        );

    /// <summary>The middle one, of an even number the mean of the middle two.</summary>
    public static double Median(List<double> values) =>
        values.Count == 0 ? double.NaN : values.Order().Skip((values.Count - 1) / 2).Take(2 - values.Count % 2).Average();
}
