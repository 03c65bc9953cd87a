using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Audience.Benchmarks.EndToEnd;
using Audience.Data;
using Audience.Data.Audiences;
using Audience.Data.Production;
using Audience.Data.Schema;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;

namespace Audience.Benchmarks.Audiences;

/// <summary><c>audiences</c>: a count, and an overlap of eight panels.</summary>
internal static class AudiencesCommand
{
    private const string Schema = "audience_bench_audiences",
        TaskId = "0123456789abcdef0123456789abcdef",
        Group = "fbfans";
    private const int Panels = 8;

    public static Command Create()
    {
        var rows = new Option<int>("--rows")
        {
            Description = "Production rows; two for each author.",
            DefaultValueFactory = _ => 10_000_000,
        };
        var scan = new Option<bool>("--scan") { Description = "Also from production rows, as for tasks of earlier versions." };
        var command = new Command("audiences", "Count authors by their panels, and show time and memory.") { rows, scan };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(rows), parsed.GetValue(scan), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int rows, bool scan, CancellationToken cancellationToken)
    {
        await using var servers = await BenchServers.StartAsync(null, null, cancellationToken);
        await servers.DropAsync(Schema, cancellationToken);
        var settings = new MySqlConnectionStringBuilder(servers.Database) { DefaultCommandTimeout = 600 };
        await using var database = OutputDatabases.MySql(settings, Schema, NullLoggerFactory.Instance);
        await WriteMembersAsync(database, rows, cancellationToken);
        bool right = true;
        foreach (string name in new[] { "count", "count", "overlap", "overlap" })
            right &= await MeasureAsync(database, name, rows, cancellationToken);
        if (scan)
        {
            await WriteRowsAsync(database, rows, cancellationToken);
            right &= await MeasureAsync(database, "count from production rows", rows, cancellationToken);
        }
        return right ? 0 : 1;
    }

    // Each author has two panels that follow one another, so every panel has a quarter of them.
    private static async Task<bool> MeasureAsync(OutputDatabase database, string name, int rows, CancellationToken cancellationToken)
    {
        bool overlap = name == "overlap";
        var bits = new PanelBits(Enumerable.Range(0, overlap ? Panels : 1).Select(i => $"/panel{i}"));
        long start = Stopwatch.GetTimestamp();
        var counts = await new AudienceCounter(database).CountAsync([new AudienceMember(TaskId, Schema, [Group])], bits, cancellationToken);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var masks = counts[Group];
        bool right = masks.Values.Sum() == rows / 2 && (overlap ? masks.Count == Panels : masks[1] == rows / 2 / (Panels / 2));
        double peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;
        await Console.Out.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"{name}: {seconds:0.00} s, peak {peak:0} MB{(right ? "" : " - WRONG")}")
        );
        return right;
    }

    private static async Task WriteMembersAsync(OutputDatabase database, int rows, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        using var members = new PanelMembers();
        // As production leaves them: in no order.
        for (int row = 0; row < rows; row++)
            members.Add(Author(row), $"/panel{(row / 2 + row % 2) % Panels}");
        int part = 0;
        foreach (var content in members.Parts())
            await MemberTable.InsertAsync(connection, transaction, TaskId, Group, part++, content, cancellationToken);
        await connection.ExecuteAsync(
            $"INSERT INTO task_group (task_id, group_name, status, member_parts) VALUES ('{TaskId}', '{Group}', 'done', {part})",
            transaction: transaction
        );
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task WriteRowsAsync(OutputDatabase database, int rows, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync("UPDATE task_group SET member_parts = NULL");
        var table = ResultTables.Production(Group);
        await database.EnsureTableAsync(Schema, table, null, cancellationToken);
        for (int from = 0; from < rows; from += 1_000_000)
            await connection.ExecuteAsync(
                new CommandDefinition(
                    $"INSERT INTO {table.Name} ({ResultTables.ColumnList}) SELECT seq, '{TaskId}', CONCAT('WH_F0183_', seq DIV 2), "
                        + $"CONCAT('/panel', (seq DIV 2 + seq MOD 2) MOD {Panels}), '2020-01-01', 'WH_F0183', "
                        + $"CONCAT('author ', seq DIV 2), seq DIV 100000, seq MOD 100000, seq DIV 2 + 1 "
                        + $"FROM seq_{from}_to_{Math.Min(from + 1_000_000, rows) - 1}",
                    commandTimeout: 0,
                    cancellationToken: cancellationToken
                )
            );
    }

    private static long Author(int row) => (long)((ulong)(row / 2 + 1) * 0x9E3779B97F4A7C15);
}
