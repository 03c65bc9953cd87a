using System.Diagnostics;
using System.Text.Json;

namespace Audience.Tests.Deploy;

/// <summary>What <c>tools/publish.sh</c> makes, where no SDK and no runtime is found.</summary>
[Category("published")]
[NonParallelizable]
internal sealed class PublishedTests
{
    [Test, Explicit("./test.sh --category published runs it: to compile everything ahead of time takes more than a minute")]
    public async Task One_file_labels_and_serves_from_an_empty_directory()
    {
        string directory = Directory.CreateTempSubdirectory("audience-published-").FullName,
            empty = Directory.CreateDirectory(Path.Combine(directory, "empty")).FullName,
            command = Path.Combine(directory, "audience-linux-x64");
        try
        {
            var made = await RunAsync(
                Repository.Root,
                null,
                "bash",
                Repository.PathOf("tools", "publish.sh"),
                "--rid",
                "linux-x64",
                "--no-tool",
                directory
            );
            Assert.That(made.Code, Is.Zero, made.Output);
            var labelled = await RunAsync(
                empty,
                empty,
                command,
                "label",
                Repository.PathOf("examples", "posts.csv"),
                "--rules",
                Repository.PathOf("examples", "topic-rules.csv"),
                "--out",
                "labelled.parquet",
                "--json"
            );
            // Kestrel, the client, SQLite's own library and every role of a worker.
            var demo = await RunAsync(empty, empty, command, "demo", "--posts", "2000", "--json");
            Assert.Multiple(() =>
            {
                Assert.That(labelled.Code, Is.Zero, labelled.Output);
                Assert.That(Figures(labelled.Output).GetProperty("posts").GetInt32(), Is.EqualTo(1000));
                Assert.That(new FileInfo(Path.Combine(empty, "labelled.parquet")).Length, Is.GreaterThan(10_000));
                Assert.That(demo.Code, Is.Zero, demo.Output);
                Assert.That(Figures(demo.Output).GetProperty("prod_stat").GetString(), Is.EqualTo("finish"));
            });
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static JsonElement Figures(string output) => JsonSerializer.Deserialize<JsonElement>(output.TrimEnd().Split('\n')[^1]);

    /// <summary>Runs a command; where a home is given, with that and nothing else in its environment.</summary>
    private static async Task<(int Code, string Output)> RunAsync(string directory, string? home, string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true };
        if (home is not null)
        {
            start.Environment.Clear();
            start.Environment["HOME"] = start.Environment["PATH"] = home;
        }
        using var process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
