using Audience.Benchmarks.EndToEnd;
using Audience.Contracts.Tasks.Comparisons;
using Audience.Data;
using Audience.Data.Audiences;
using Audience.Data.Models;
using Audience.Data.Production;
using Audience.Data.Schema;
using Audience.Data.Secrets;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.LabelWorker.Comparisons;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;

namespace Audience.Benchmarks.Comparisons;

/// <summary>Two made tasks, of which the second has a tenth of the authors on the other side.</summary>
internal sealed class ComparedTasks : IAsyncDisposable
{
    private const string Schema = "audience_bench_comparisons",
        Group = "fbfans";
    private const int RowsPerInsert = 1_000_000;
    private static readonly string[] s_ids = [new('1', 32), new('2', 32)];
    private static readonly string[] s_patterns = ["""{"女性": ["小姐", "姐"]}""", """{"女性": ["小姐"], "男性": ["姐"]}"""];
    private readonly OutputDatabase _database;
    private readonly int _authors;

    private ComparedTasks(OutputDatabase database, int authors) => (_database, _authors) = (database, authors);

    /// <summary>Writes them.</summary>
    public static async Task<ComparedTasks> PrepareAsync(BenchServers servers, int authors, CancellationToken cancellationToken)
    {
        await servers.DropAsync(Schema, cancellationToken);
        var settings = new MySqlConnectionStringBuilder(servers.Database) { DefaultCommandTimeout = 600 };
        var tasks = new ComparedTasks(OutputDatabases.MySql(settings, Schema, NullLoggerFactory.Instance), authors);
        for (int task = 0; task < s_ids.Length; task++)
        {
            await tasks.WriteTaskAsync(task, cancellationToken);
            await tasks.WriteRowsAsync(ResultTables.Label(Group), task, cancellationToken);
            await tasks.WriteRowsAsync(ResultTables.Production(Group), task, cancellationToken);
        }
        return tasks;
    }

    /// <summary>Compares them.</summary>
    public Task<ComparisonResult> CompareAsync(CancellationToken cancellationToken)
    {
        var artefacts = new ModelArtefacts(_database, NullLogger<ModelArtefacts>.Instance);
        var models = new TaskModelLoader(new ModelCache(artefacts, Path.GetTempPath(), NullLogger<ModelCache>.Instance));
        var settings = AudienceSettings.Load(new ConfigurationBuilder().Build(), embedded: true);
        return new TaskComparer(_database, new TaskDefinitions(_database, new SecretBox([]), artefacts), models, settings).RunAsync(
            s_ids[0],
            s_ids[1],
            new Random(1),
            cancellationToken
        );
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task WriteTaskAsync(int task, CancellationToken cancellationToken)
    {
        string id = s_ids[task];
        await using var connection = await _database.OpenAsync(cancellationToken);
        await using var transaction = await _database.Dialect.BeginAsync(connection, cancellationToken);
        var artefacts = new ModelArtefacts(_database, NullLogger<ModelArtefacts>.Instance);
        await new TaskDefinitions(_database, new SecretBox([]), artefacts).InsertAsync(
            connection,
            transaction,
            Definition(task),
            cancellationToken
        );
        using var members = new PanelMembers();
        for (int author = 0; author < _authors; author++)
            members.Add(author + 1, task == 1 && author % 10 == 0 ? "/male" : "/female");
        int part = 0;
        foreach (var content in members.Parts())
            await MemberTable.InsertAsync(connection, transaction, id, Group, part++, content, cancellationToken);
        await connection.ExecuteAsync(
            "INSERT INTO state (task_id, stat, prod_stat, result) VALUES (@id, 'SUCCESS', 'finish', @Group); "
                + "INSERT INTO task_group (task_id, group_name, status, member_parts) VALUES (@id, @Group, 'done', @part)",
            new
            {
                id,
                Group,
                part,
            },
            transaction
        );
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task WriteRowsAsync(TableDefinition table, int task, CancellationToken cancellationToken)
    {
        await _database.EnsureTableAsync(Schema, table, null, cancellationToken);
        await using var connection = await _database.OpenAsync(cancellationToken);
        string panel = task == 1 ? "IF(seq MOD 10 = 0, '/male', '/female')" : "'/female'";
        for (int from = 0; from < _authors; from += RowsPerInsert)
            await connection.ExecuteAsync(
                new CommandDefinition(
                    $"INSERT INTO {table.Name} ({ResultTables.ColumnList}) SELECT seq, '{s_ids[task]}', CONCAT('WH_F0183_', seq), {panel}, "
                        + "'2020-01-01', 'WH_F0183', CONCAT('author ', seq, IF(seq MOD 10 = 0, '大姐', '小姐小姐')), "
                        + $"seq DIV 100000, seq MOD 100000, seq + 1 FROM seq_{from}_to_{Math.Min(from + RowsPerInsert, _authors) - 1}",
                    commandTimeout: 0,
                    cancellationToken: cancellationToken
                )
            );
    }

    private static TaskDefinition Definition(int task) =>
        new()
        {
            TaskId = s_ids[task],
            ModelType = "keyword_model",
            PredictType = "author",
            Start = new DateTime(2020, 1, 1),
            End = new DateTime(2021, 1, 1),
            DateRange = "2020-01-01 - 2021-01-01",
            InputSchema = "posts",
            InputTable = "ts_page_content",
            OutputSchema = Schema,
            Countdown = 0,
            Queue = "queue1",
            Pattern = s_patterns[task],
        };
}
