using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Audience.Benchmarks.Models;

/// <summary>scikit-learn's estimators, and fastText where it is installed, on the same texts.</summary>
internal static class SklearnModels
{
    private static readonly string[] Pythons = ["/usr/bin/python3", "python3"];

    /// <summary>What they reach; null where scikit-learn is not installed.</summary>
    internal static Rivals? TryRun(Corpus corpus)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("audience-models-");
        try
        {
            corpus.Write(directory.FullName);
            string? output = Pythons.Select(python => Run(python, directory.FullName)).FirstOrDefault(line => line is not null);
            return output is null ? null : JsonSerializer.Deserialize<Rivals>(output);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static string? Run(string python, string directory)
    {
        ProcessStartInfo start = new(python, [Path.Combine(AppContext.BaseDirectory, "Models", "sklearn_models.py"), directory])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0)
                return output;
            if (!errors.Result.Contains("No module named 'sklearn'", StringComparison.Ordinal))
                throw new InvalidOperationException($"{python} failed: {errors.Result}");
        }
        catch (Win32Exception)
        {
            // No such python: the next one may be there, and the caller says so if none is.
        }
        return null;
    }
}

/// <summary>What the others reach.</summary>
/// <param name="Plain">By estimator and kind of tokens: scikit-learn as it comes.</param>
/// <param name="Strong">By name: rivals whose tokens and settings suit the texts.</param>
internal sealed record Rivals(
    [property: JsonPropertyName("plain")] Dictionary<string, Dictionary<string, Rival>> Plain,
    [property: JsonPropertyName("strong")] Dictionary<string, Rival> Strong
)
{
    /// <summary>The better macro-F1 of word tokens and character 1-2-grams.</summary>
    internal double PlainF1(string estimator) => Plain[estimator].Values.Max(tokens => tokens.F1);
}

/// <summary>What one of them reaches.</summary>
/// <param name="F1">Macro-F1 on the test part, 0 to 1.</param>
/// <param name="Seconds">How long it learned, with the choice of its settings.</param>
internal sealed record Rival([property: JsonPropertyName("f1")] double F1, [property: JsonPropertyName("seconds")] double Seconds);
