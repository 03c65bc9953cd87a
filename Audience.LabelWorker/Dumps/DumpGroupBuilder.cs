using System.Data.Common;
using System.Globalization;
using Audience.Data;
using Audience.Data.Dumps;
using Audience.Data.Production;
using Audience.Data.Schema;
using Audience.Jobs.Leases;
using Audience.Labeling.Panels;
using Dapper;

namespace Audience.LabelWorker.Dumps;

/// <summary>
/// Makes one dump group: builds its table aside, writes its file aside, then puts both in place. Doing it twice changes nothing.
/// </summary>
/// <param name="database">Where tasks, dumps and their tables are.</param>
/// <param name="leases">Where the work is claimed.</param>
/// <param name="conflicts">The panels of each conflict group.</param>
/// <param name="directory">DUMP_DIR.</param>
public sealed class DumpGroupBuilder(OutputDatabase database, LeaseStore leases, ConflictGroups conflicts, string directory)
{
    private static readonly string[] NeededColumns = ["source_author", "panel", "create_time"];

    /// <summary>Makes the group.</summary>
    /// <returns>False where the claim was lost: another worker makes it.</returns>
    /// <exception cref="InvalidOperationException">The dump asks for what is not there any more; the message says what.</exception>
    public async Task<bool> RunAsync(WorkClaim claim, DumpDefinition dump, CancellationToken cancellationToken)
    {
        string group = (string)claim.Key,
            building = DumpNames.Building(group, dump.DumpId, claim.Try);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var output = await database.Dialect.ReachAsync(connection, dump.OutputDatabase, cancellationToken);
        await using var input =
            dump.InputDatabase is { } schema && schema != dump.OutputDatabase
                ? await database.Dialect.ReachAsync(connection, schema, cancellationToken)
                : null;
        string file = Path.Combine(directory, dump.Directory, DumpNames.Zip(group)),
            half = Half(file, claim.Try);
        for (int earlier = 1; earlier < claim.Try; earlier++)
        {
            await DropAsync(connection, dump.OutputDatabase, DumpNames.Building(group, dump.DumpId, earlier), cancellationToken);
            if (File.Exists(Half(file, earlier)))
                File.Delete(Half(file, earlier));
        }
        var plan = new DumpMergePlan(
            dump.OutputDatabase,
            building,
            Panels(dump.Group),
            dump.CreateTime,
            await SourcesAsync(connection, dump, group, cancellationToken),
            await OldAsync(connection, dump, group, cancellationToken)
        );
        long rows = 0,
            bytes = 0;
        if (plan.Old is not null || plan.Sources.Count > 0)
        {
            rows = await MergeAsync(connection, claim, plan, cancellationToken);
            Directory.CreateDirectory(Path.Combine(directory, dump.Directory));
            try
            {
                bytes = await WriteFileAsync(connection, plan, DumpNames.Table(group), half, cancellationToken);
                if (!await leases.RenewAsync(claim, null, null, cancellationToken))
                    return false;
                File.Move(half, file, overwrite: true);
                await database.Dialect.ReplaceTableAsync(
                    connection,
                    dump.OutputDatabase,
                    building,
                    DumpNames.DumpTable(group),
                    cancellationToken
                );
            }
            finally
            {
                File.Delete(half);
            }
        }
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        if (
            !await leases.CompleteAsync(
                connection,
                transaction,
                claim,
                "table_rows = @rows, file_bytes = @bytes",
                new { rows, bytes },
                cancellationToken
            )
        )
            return false;
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    // Named after the attempt, so that the next one can remove it.
    private static string Half(string file, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{file}.{attempt}");

    private IReadOnlyList<string> Panels(string group) =>
        conflicts.Groups.GetValueOrDefault(group)
        ?? throw new InvalidOperationException($"CONFLICT_GROUPS of this worker has no {group}; the API's has: give both the same");

    private async Task<long> MergeAsync(DbConnection connection, WorkClaim claim, DumpMergePlan plan, CancellationToken cancellationToken)
    {
        await DumpMerge.CreateTableAsync(database, connection, plan.OutputDatabase, plan.Table, cancellationToken);
        await using var transaction = await leases.BeginAsync(connection, claim, cancellationToken);
        long rows = await new DumpMerge(database, connection, transaction, plan).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return rows;
    }

    private async Task<long> WriteFileAsync(
        DbConnection connection,
        DumpMergePlan plan,
        string table,
        string file,
        CancellationToken cancellationToken
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText =
            "SELECT id, task_id, source_author, panel, create_time, field_content, match_content "
            + $"FROM {database.Dialect.Table(plan.OutputDatabase, plan.Table)} ORDER BY row_no";
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        await new DumpFileWriter(table).WriteAsync(rows, file, cancellationToken);
        return new FileInfo(file).Length;
    }

    private async Task<IReadOnlyList<DumpSource>> SourcesAsync(
        DbConnection connection,
        DumpDefinition dump,
        string group,
        CancellationToken cancellationToken
    )
    {
        var results = await DumpedTasks.ResultsAsync(database, connection, null, dump.TaskIds, cancellationToken);
        var sources = results
            .SelectMany(task =>
                task.SourceGroups.Where(source => DumpGroups.Of(source) == group)
                    .Select(source => new DumpSource(task.Schema, source, task.TaskId))
            )
            .ToList();
        foreach (var (schema, source) in sources.Select(s => (s.Schema, s.SourceGroup)).Distinct())
        {
            if (
                (await database.Dialect.ColumnsAsync(connection, schema, ResultTables.ProductionName(source), cancellationToken)).Count == 0
            )
                throw new InvalidOperationException(
                    $"{schema}.{ResultTables.ProductionName(source)}, which tasks of this dump wrote, does not exist any more"
                );
            // A table that the Python original made lacks columns that the merge reads.
            await database.EnsureTableAsync(schema, ResultTables.Production(source), null, cancellationToken);
        }
        return sources;
    }

    private async Task<OldTable?> OldAsync(DbConnection connection, DumpDefinition dump, string group, CancellationToken cancellationToken)
    {
        if (dump.InputDatabase is null)
            return null;
        var columns = await database.Dialect.ColumnsAsync(connection, dump.InputDatabase, DumpNames.Table(group), cancellationToken);
        if (columns.Count == 0)
            return null;
        string[] lacking = [.. NeededColumns.Where(c => !columns.Contains(c))];
        return lacking.Length == 0
            ? new OldTable(dump.InputDatabase, DumpNames.Table(group), columns)
            : throw new InvalidOperationException(
                $"{dump.InputDatabase}.{DumpNames.Table(group)} has no column {string.Join(", ", lacking)}"
            );
    }

    private Task DropAsync(DbConnection connection, string schema, string table, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            new CommandDefinition($"DROP TABLE IF EXISTS {database.Dialect.Table(schema, table)}", cancellationToken: cancellationToken)
        );
}
