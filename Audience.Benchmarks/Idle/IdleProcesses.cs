using System.Diagnostics;
using System.Globalization;
using Audience.Benchmarks.EndToEnd;
using Audience.Samples;
using Audience.Testing;
using Dapper;

namespace Audience.Benchmarks.Idle;

/// <summary>Statements a second.</summary>
internal sealed record StatementCount(string Name, int Processes, double Selects, double Writes, double All);

/// <summary>Starts processes of one kind, and counts what the server is asked while nothing is to be done.</summary>
internal sealed class IdleProcesses(PrivateMariaDb database, PrivateRabbitMq broker)
{
    // By then tables are made, what is warmed up is warm, and who does what for all is settled.
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(15);

    private const string Schema = "audience_bench_idle";

    /// <summary>Counts, and ends the processes.</summary>
    public async Task<StatementCount> CountAsync(string name, string dll, int count, TimeSpan time, CancellationToken cancellationToken)
    {
        var running = new List<HostProcess>();
        using var http = new HttpClient();
        try
        {
            foreach (int port in FreePort.Take(count))
            {
                var process = HostProcess.StartDotnet(Path.Combine(AppContext.BaseDirectory, dll), [], Settings(port));
                running.Add(process);
                // One after the other: the first makes the tables, and a machine of two cores starts few at once.
                await process.WaitForAsync(c => SystemRun.IsReadyAsync(http, port, c), TimeSpan.FromMinutes(2), cancellationToken);
            }
            await Task.Delay(s_settling, cancellationToken);
            var start = await ReadAsync(cancellationToken);
            long began = Stopwatch.GetTimestamp();
            await Task.Delay(time, cancellationToken);
            var end = await ReadAsync(cancellationToken);
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            return new StatementCount(
                name,
                count,
                // The count itself is one of them, a SHOW.
                Rate("Com_select"),
                Rate("Com_insert") + Rate("Com_update") + Rate("Com_delete"),
                Rate("Questions") - 1 / seconds
            );

            double Rate(string what) => (end[what] - start[what]) / seconds;
        }
        finally
        {
            foreach (var process in running)
            {
                await process.SigTermAsync(TimeSpan.FromSeconds(20));
                await process.DisposeAsync();
            }
        }
    }

    private Dictionary<string, string?> Settings(int port)
    {
        var settings = new Dictionary<string, string?>
        {
            ["URLS"] = $"http://127.0.0.1:{port}",
            ["BROKER_URL"] = $"{broker.Uri}",
            ["SOURCE_GROUPS"] = "=" + PostMaker.SourceGroups,
            ["INPUT_SCHEMA"] = "mysql",
            ["OUTPUT_SCHEMA"] = Schema,
        };
        foreach (string role in new[] { "INPUT", "OUTPUT" })
        {
            settings[role + "_HOST"] = database.Host;
            settings[role + "_PORT"] = database.Port.ToString(CultureInfo.InvariantCulture);
            settings[role + "_USER"] = database.User;
            settings[role + "_PASSWORD"] = database.Password;
        }
        return settings;
    }

    private async Task<Dictionary<string, long>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken: cancellationToken);
        var rows = await connection.QueryAsync<(string Name, string Value)>(
            new CommandDefinition(
                "SHOW GLOBAL STATUS WHERE Variable_name IN ('Questions', 'Com_select', 'Com_insert', 'Com_update', 'Com_delete')",
                cancellationToken: cancellationToken
            )
        );
        return rows.ToDictionary(r => r.Name, r => long.Parse(r.Value, CultureInfo.InvariantCulture));
    }
}
