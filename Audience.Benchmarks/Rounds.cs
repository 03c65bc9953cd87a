using System.Diagnostics;

namespace Audience.Benchmarks;

/// <summary>
/// Runs several ways to do the same work in turns, so that a noisy moment of the machine hits all of them, and
/// takes medians. Speed is per second of processor time: other processes on the machine do not count.
/// </summary>
internal static class Rounds
{
    private const int Count = 7;

    /// <summary>So many texts are done between looks at the clock.</summary>
    private const int Batch = 32;

    /// <param name="work">What to do with the text of a number; one entry for each way.</param>
    /// <param name="lengths">The length of each text, in characters.</param>
    /// <param name="time">How long to run each way in all.</param>
    internal static Speed[] Run(IReadOnlyList<Action<int>> work, int[] lengths, TimeSpan time)
    {
        int[] next = new int[work.Count];
        Speed[][] rounds = new Speed[Count][];
        // The first round warms up and is not counted.
        for (int round = -1; round < Count; round++)
        {
            Speed[] speeds = [.. work.Select((way, i) => Measure(way, lengths, ref next[i], time / Count))];
            if (round >= 0)
                rounds[round] = speeds;
        }
        return
        [
            .. work.Select(
                (_, i) =>
                    new Speed(
                        Median(rounds.Select(round => round[i].MCharsPerSecond)),
                        Median(rounds.Select(round => round[i].AllocatedBytesPerText))
                    )
            ),
        ];
    }

    private static Speed Measure(Action<int> way, int[] lengths, ref int next, TimeSpan time)
    {
        (long characters, long texts) = (0, 0);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        do
        {
            for (int i = 0; i < Batch; i++)
            {
                way(next);
                characters += lengths[next];
                next = next + 1 == lengths.Length ? 0 : next + 1;
            }
            texts += Batch;
        } while (Stopwatch.GetElapsedTime(start) < time);
        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return new Speed(characters / 1e6 / processor.TotalSeconds, (double)allocated / texts);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Count / 2);
}

/// <param name="MCharsPerSecond">Million UTF-16 characters a second of processor time.</param>
/// <param name="AllocatedBytesPerText">Bytes on the managed heap.</param>
internal readonly record struct Speed(double MCharsPerSecond, double AllocatedBytesPerText);
