using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Audience.Labeling.Rules;

namespace Audience.Benchmarks.Rules;

/// <summary>What Python's re makes of the same expressions and texts.</summary>
/// <param name="MCharsPerSecond">Million UTF-16 characters a second of processor time.</param>
/// <param name="Labels">The labels of each text as bits.</param>
internal sealed record PythonSearch(double MCharsPerSecond, int[] Labels)
{
    /// <returns>Null where there is no python3.</returns>
    internal static PythonSearch? TryRun(LabelExpressions[] labels, string[] texts, TimeSpan time)
    {
        string job = Path.GetTempFileName();
        try
        {
            File.WriteAllText(
                job,
                JsonSerializer.Serialize(
                    new
                    {
                        expressions = labels.Select(label => label.Expressions),
                        texts,
                        seconds = time.TotalSeconds,
                    }
                )
            );
            ProcessStartInfo start = new("python3", [Path.Combine(AppContext.BaseDirectory, "Rules", "search.py"), job])
            {
                RedirectStandardOutput = true,
            };
            using Process process = Process.Start(start)!;
            using JsonDocument output = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
            process.WaitForExit();
            return new PythonSearch(
                output.RootElement.GetProperty("mchars_per_second").GetDouble(),
                output.RootElement.GetProperty("labels").Deserialize<int[]>()!
            );
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            File.Delete(job);
        }
    }
}
