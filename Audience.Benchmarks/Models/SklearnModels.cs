using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Audience.Benchmarks.Models;

/// <summary>scikit-learn's estimators on the same texts.</summary>
internal static class SklearnModels
{
    private static readonly string[] Pythons = ["/usr/bin/python3", "python3"];

    /// <summary>
    /// The better macro-F1 of word tokens and character 1-2-grams, by estimator; null where scikit-learn is not installed.
    /// </summary>
    internal static Dictionary<string, double>? TryRun(Corpus corpus)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("audience-models-");
        try
        {
            corpus.Write(directory.FullName);
            string? output = Pythons.Select(python => Run(python, directory.FullName)).FirstOrDefault(line => line is not null);
            return output is null
                ? null
                : JsonSerializer
                    .Deserialize<Dictionary<string, Dictionary<string, Dictionary<string, double>>>>(output)!
                    .ToDictionary(estimator => estimator.Key, estimator => estimator.Value.Values.Max(tokens => tokens["f1"]));
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
