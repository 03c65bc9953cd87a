using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Audience.Benchmarks.Web;

/// <summary>Measures a console, and prints each figure beside its budget.</summary>
internal sealed partial class WebRun(WebSystem console, int tasks, int browsers, int seconds)
{
    private const int Rounds = 40;

    private static readonly string[] s_pages =
    [
        "/console/tasks",
        "/console/new",
        "/console/rules",
        "/console/datasets",
        "/console/models",
        "/console/audiences",
        "/console/schedules",
        "/console/workers",
    ];

    private bool _within = true;

    /// <summary>Measures all of it; false where a budget is exceeded.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        foreach (string page in s_pages)
            Print($"{page} with scripts and styles", await BytesAsync(page, cancellationToken) / 1000.0, 150, "KB");
        string list = string.Create(CultureInfo.InvariantCulture, $"{tasks:N0} tasks");
        Print($"{list}: a page, 99 of 100", P99(await TimesAsync("/console/tasks?stat=SUCCESS", Rounds, cancellationToken)), 300, "ms");
        Print($"{list}: a search, 99 of 100", P99(await TimesAsync("/console/tasks?search=table_7", Rounds, cancellationToken)), 300, "ms");
        Print("first paint of /console/tasks", await FirstPaint.MeasureAsync(console.Http.BaseAddress!, "/console/tasks"), 300, "ms");
        double one = await WatchAsync(1, cancellationToken);
        double many = await WatchAsync(browsers, cancellationToken);
        Print("statements a second, one browser", one, null, "");
        Print($"statements a second, {browsers} browsers", many, one * 2 + 20, "");
        Print("memory of the console, at most", console.Console.PeakRssBytes / 1e6, 150, "MB");
        return _within;
    }

    // Statements a second while so many watch and one pages.
    private async Task<double> WatchAsync(int watching, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var streams = new List<HttpResponseMessage>();
        for (int i = 0; i < watching; i++)
            streams.Add(
                await console.Http.GetAsync(
                    new Uri("/console/events", UriKind.Relative),
                    HttpCompletionOption.ResponseHeadersRead,
                    end.Token
                )
            );
        long before = await console.QuestionsAsync(cancellationToken),
            start = Stopwatch.GetTimestamp();
        await Task.Delay(TimeSpan.FromSeconds(seconds), cancellationToken);
        double rate = (await console.QuestionsAsync(cancellationToken) - before) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        var times = await TimesAsync("/console/workers", 100, cancellationToken);
        Print($"a page while {watching} watch, 99 of 100", P99(times), 100, "ms");
        await end.CancelAsync();
        streams.ForEach(s => s.Dispose());
        return rate;
    }

    // With all that it may ever fetch: the scripts that other scripts name, too.
    private async Task<double> BytesAsync(string page, CancellationToken cancellationToken)
    {
        string text = await console.Http.GetStringAsync(new Uri(page, UriKind.Relative), cancellationToken);
        double bytes = System.Text.Encoding.UTF8.GetByteCount(text);
        var waiting = new Queue<string>(Asset().Matches(text).Select(m => m.Value));
        string folder = waiting.Peek()[..(waiting.Peek().LastIndexOf('/') + 1)];
        var seen = new HashSet<string>();
        while (waiting.TryDequeue(out string? name))
        {
            if (!seen.Add(name))
                continue;
            byte[] asset = await console.Http.GetByteArrayAsync(new Uri(name, UriKind.Relative), cancellationToken);
            bytes += asset.Length;
            foreach (string other in Import().Matches(System.Text.Encoding.UTF8.GetString(asset)).Select(m => m.Groups[1].Value))
                waiting.Enqueue(folder + other);
        }
        return bytes;
    }

    private async Task<double[]> TimesAsync(string page, int rounds, CancellationToken cancellationToken)
    {
        var address = new Uri(page, UriKind.Relative);
        // The first one warms up.
        await console.Http.GetStringAsync(address, cancellationToken);
        double[] times = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await console.Http.GetStringAsync(address, cancellationToken);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        return times;
    }

    private void Print(string what, double figure, double? budget, string unit)
    {
        bool within = budget is null || figure <= budget;
        _within &= within;
        string limit = budget is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{(within ? "within" : "ABOVE")} {budget:N0}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what, -50} {figure, 10:N1} {unit, -3} {limit}"));
    }

    private static double P99(double[] times) => times.Order().ElementAt((int)Math.Ceiling(times.Length * 0.99) - 1);

    [GeneratedRegex("/console/assets/[0-9a-f]+/[a-z.]+")]
    private static partial Regex Asset();

    [GeneratedRegex("\"\\./([a-z]+\\.js)\"")]
    private static partial Regex Import();
}
