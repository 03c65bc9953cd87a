using System.Diagnostics;
using Audience.Benchmarks.EndToEnd;
using Audience.Data;
using Audience.Data.Authors;
using Audience.Data.Production;
using Audience.Data.Schema;
using Audience.Jobs.Leases;
using Audience.LabelWorker.Production;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;

namespace Audience.Benchmarks.Production;

/// <summary>A group of made label rows: of each author 20, of which two panels win.</summary>
internal sealed class ProductionRun : IAsyncDisposable
{
    private const string Schema = "audience_bench_production",
        TaskId = "0123456789abcdef0123456789abcdef",
        Group = "fbfans";
    private const int RowsPerAuthor = 20,
        RowsPerChunk = 100_000,
        RowsPerInsert = 1_000_000;

    private static readonly Dictionary<string, IReadOnlyList<string>> s_conflicts = new() { ["GENDER"] = ["/male", "/female"] };
    private readonly OutputDatabase _database;
    private readonly long _rows;

    private ProductionRun(OutputDatabase database, long rows) => (_database, _rows) = (database, rows);

    public static async Task<ProductionRun> PrepareAsync(BenchServers servers, long rows, CancellationToken cancellationToken)
    {
        await servers.DropAsync(Schema, cancellationToken);
        var settings = new MySqlConnectionStringBuilder(servers.Database) { DefaultCommandTimeout = 600 };
        var run = new ProductionRun(OutputDatabases.MySql(settings, Schema, NullLoggerFactory.Instance), rows);
        await run.FillAsync(cancellationToken);
        return run;
    }

    public async Task<ProductionResult> MeasureAsync(CancellationToken cancellationToken)
    {
        var leases = new LeaseStore(_database);
        var conflicts = new ConflictGroups(s_conflicts);
        var production = new GroupProduction(_database, leases, new ChunkAuthors(_database), conflicts);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var longest = LongestTransactionAsync(watching.Token);
        long start = Stopwatch.GetTimestamp();
        var claim = (await leases.ClaimAsync(WorkKind.Produce, TaskId, 0, "benchmark", "benchmark", cancellationToken))!;
        bool done = await production.RunAsync(claim, Schema, reports: true, cancellationToken);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await watching.CancelAsync();
        await using var connection = await _database.OpenAsync(cancellationToken);
        long produced = await connection.ExecuteScalarAsync<long>("SELECT production_rows FROM task_group");
        long winners = _rows / RowsPerAuthor * 2;
        double peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;
        return new ProductionResult(_rows, produced, seconds, seconds / _rows * 1e6, await longest, peak, done && produced == winners);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        await _database.EnsureTableAsync(Schema, ResultTables.Label(Group), null, cancellationToken);
        await ExecuteAsync($"INSERT INTO state (task_id, stat, phase) VALUES ('{TaskId}', 'SUCCESS', 'producing')");
        await ExecuteAsync($"INSERT INTO task_group (task_id, group_name, status) VALUES ('{TaskId}', '{Group}', 'pending')");
        await ExecuteAsync(
            "INSERT INTO work_item (parent_id, kind, ordinal, item, queue, status) "
                + $"VALUES ('{TaskId}', '{WorkKind.Produce.Name}', 0, '{Group}', '', 'waiting')"
        );
        await ExecuteAsync(
            $"INSERT INTO task_chunk_group (task_id, group_name, seq, label_rows) "
                + $"SELECT '{TaskId}', '{Group}', seq, LEAST({RowsPerChunk}, {_rows} - seq * {RowsPerChunk}) "
                + $"FROM seq_0_to_{(_rows - 1) / RowsPerChunk}"
        );
        long authors = _rows / RowsPerAuthor;
        for (long from = 0; from < _rows; from += RowsPerInsert)
            await ExecuteAsync(
                $"INSERT INTO {Group} ({ResultTables.ColumnList}) SELECT seq, '{TaskId}', CONCAT('WH_F0183_', seq MOD {authors}), "
                    + $"CASE WHEN seq DIV {authors} MOD 4 = 3 THEN '/young' "
                    + $"WHEN seq DIV {authors} MOD 3 = 0 THEN '/female' ELSE '/male' END, "
                    + $"'2020-01-01' + INTERVAL seq SECOND, 'WH_F0183', CONCAT('author ', seq MOD {authors}), seq DIV {RowsPerChunk}, "
                    + $"seq MOD {RowsPerChunk}, CRC32(seq MOD {authors}) * 2147483648 + seq MOD {authors} "
                    + $"FROM seq_{from}_to_{Math.Min(from + RowsPerInsert, _rows) - 1}"
            );

        Task ExecuteAsync(string sql) =>
            connection.ExecuteAsync(new CommandDefinition(sql, commandTimeout: 0, cancellationToken: cancellationToken));
    }

    private async Task<double> LongestTransactionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(CancellationToken.None);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        double longest = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                longest = Math.Max(
                    longest,
                    await connection.ExecuteScalarAsync<double>(
                        "SELECT COALESCE(MAX(TIMESTAMPDIFF(MICROSECOND, trx_started, SYSDATE(6))), 0) / 1e6 "
                            + "FROM information_schema.INNODB_TRX"
                    )
                );
        }
        catch (OperationCanceledException)
        {
            // That is how it is told to end.
        }
        return longest;
    }
}
