using System.Globalization;

namespace Audience.Benchmarks.Api;

/// <summary>What wrk found.</summary>
internal sealed record WrkAnswer(double PerSecond, double MedianMs, double P99Ms, long Failed)
{
    /// <summary>Reads what wrk prints.</summary>
    public static WrkAnswer Read(IReadOnlyList<string> lines)
    {
        long failed = lines
            .Where(l => l.Contains("Non-2xx", StringComparison.Ordinal))
            .Sum(l => long.Parse(l.Split(':')[1], CultureInfo.InvariantCulture));
        // "Socket errors: connect 0, read 0, write 0, timeout 0"
        failed += lines
            .Where(l => l.Contains("Socket errors", StringComparison.Ordinal))
            .Sum(l => l.Split(':')[1].Split(',').Sum(part => long.Parse(part.Trim().Split(' ')[1], CultureInfo.InvariantCulture)));
        return new(Number(After("Requests/sec:")), Milliseconds(After("50%")), Milliseconds(After("99%")), failed);

        string After(string name) =>
            lines.Select(l => l.Trim()).First(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..].Trim();
    }

    // "850.00us", "12.34ms", "1.20s"
    private static double Milliseconds(string text) =>
        text switch
        {
            [.. var number, 'u', 's'] => Number(number) / 1000,
            [.. var number, 'm', 's'] => Number(number),
            [.. var number, 's'] => Number(number) * 1000,
            _ => throw new FormatException($"'{text}' is no time of wrk's"),
        };

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
