namespace Audience.Benchmarks.Stages;

/// <summary>Where a process spends its processor time, method by method.</summary>
internal static class HotFrames
{
    /// <summary>Prints the hottest methods.</summary>
    /// <param name="events">What the process did.</param>
    /// <param name="count">How many.</param>
    /// <param name="output">Where to.</param>
    public static void Write(ProfileEvents events, int count, TextWriter output)
    {
        var running = events.Samples.Where(s => s.Runs && s.Frames.Count > 0).ToList();
        var (own, all) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        foreach (var sample in running)
        {
            own[sample.Frames[0]] = own.GetValueOrDefault(sample.Frames[0]) + 1;
            foreach (string frame in sample.Frames.Distinct())
                all[frame] = all.GetValueOrDefault(frame) + 1;
        }
        output.WriteLine(
            $"{events.Processor.TotalSeconds:0.00} s of processor time in {events.Time.TotalSeconds:0.00} s; "
                + $"{running.Count:N0} samples of running threads, of {events.Samples.Count:N0}"
        );
        Write("in itself", own);
        Write("with what it calls", all);

        void Write(string title, Dictionary<string, int> counts)
        {
            output.WriteLine();
            output.WriteLine($"| {title, -18} | method |");
            output.WriteLine("| -----------------: | ------ |");
            foreach (var (method, samples) in counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(count))
                output.WriteLine($"| {100.0 * samples / running.Count, 16:0.0} % | `{Short(method)}` |");
        }
    }

    // Signatures are long, and say little.
    private static string Short(string method) => method.Split('(')[0].Replace("|", "/", StringComparison.Ordinal);
}
