using System.Globalization;
using Audience.Benchmarks.EndToEnd;
using MySqlConnector;

namespace Audience.Benchmarks.Files;

/// <summary>Into MariaDB by <c>import</c>, and out of it by <c>GET /tasks/{id}/download/</c>.</summary>
internal sealed class TransferRun(BenchServers servers, string directory, FilesTable table)
{
    private const string Schema = "audience_bench_import",
        Output = "audience_bench_export";

    /// <summary>Imports a CSV of so many posts into a new table, as often as is said.</summary>
    public async Task ImportAsync(int posts, int rounds, CancellationToken cancellationToken)
    {
        new FilesSource(directory, posts).WritePosts("import.csv");
        var server = new MySqlConnectionStringBuilder(servers.Database);
        var environment = new Dictionary<string, string?>
        {
            ["INPUT_HOST"] = server.Server,
            ["INPUT_PORT"] = server.Port.ToString(CultureInfo.InvariantCulture),
            ["INPUT_USER"] = server.UserID,
            ["INPUT_PASSWORD"] = server.Password,
            ["INPUT_SCHEMA"] = Schema,
        };
        for (int round = 1; round <= rounds; round++)
        {
            await servers.DropAsync(Schema, cancellationToken);
            string line = $"exec {FilesSource.Local} import import.csv --table posts --json";
            table.Add("import into MariaDB", posts, await ChildRun.StartAsync(line, directory, environment, cancellationToken));
        }
        await servers.DropAsync(Schema, cancellationToken);
        File.Delete(Path.Combine(directory, "import.csv"));
    }

    /// <summary>Labels every post that has an author, and downloads the rows; the memory is that of the API, new for each format.</summary>
    public async Task ExportAsync(int posts, int rounds, CancellationToken cancellationToken)
    {
        var source = await BenchSource.EnsureAsync(servers.Database, posts, cancellationToken);
        foreach (string format in new[] { "csv", "parquet" })
        {
            await servers.DropAsync(Output, cancellationToken);
            await using var run = await SystemRun.StartAsync(source, servers.Database, servers.Broker, Output, 1, cancellationToken);
            var (state, _, _) = await run.Tasks.LabelAsync(
                new Dictionary<string, object>
                {
                    ["MODEL_TYPE"] = "rule_model",
                    ["PATTERN"] = new Dictionary<string, string[]> { ["any"] = ["."] },
                    ["PREDICT_TYPE"] = "author_name",
                    ["START_TIME"] = "2020-01-01",
                    ["END_TIME"] = "2021-01-02",
                    ["COUNTDOWN"] = 0,
                },
                cancellationToken
            );
            int rows = state.GetProperty("length_output_table").GetInt32();
            string line =
                $"exec curl -sSf -o download '{run.Address}tasks/{state.GetProperty("task_id").GetString()}/download/?format={format}'";
            var api = run.Processes.First().Process;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The API has held {api.PeakRssBytes / 1048576.0:0} MB so far"));
            for (int round = 1; round <= rounds; round++)
            {
                var child = await ChildRun.StartAsync(line, directory, [], cancellationToken);
                table.Add($"download of label rows as {format} (memory: API)", rows, child with { PeakMb = api.PeakRssBytes / 1048576.0 });
            }
        }
        await servers.DropAsync(Output, cancellationToken);
    }
}
