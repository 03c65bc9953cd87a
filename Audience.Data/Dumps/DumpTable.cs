using System.Data.Common;
using Audience.Contracts.Dumps;
using Dapper;

namespace Audience.Data.Dumps;

/// <summary>The <c>dump</c> table as the API and the workers use it. While a dump runs, its saga alone changes the row.</summary>
public sealed class DumpTable(OutputDatabase database)
{
    /// <summary>Writes a new dump, queued. Where the day has a dump already, its directory bears the dump's id too.</summary>
    /// <returns>False where a task of it is not finished any more: it is being deleted.</returns>
    public async Task<bool> InsertAsync(DumpDefinition dump, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        // Whoever deletes one of the tasks from here on waits, and finds the dump.
        var finished = await connection.QueryAsync<string>(
            new CommandDefinition(
                "SELECT task_id FROM state WHERE task_id IN @TaskIds AND prod_stat = "
                    + $"'finish' AND COALESCE(phase, 'done') = 'done'{database.Dialect.ForShare}",
                new { dump.TaskIds },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (finished.Count() < dump.TaskIds.Distinct().Count())
            return false;
        // Of two dumps that are asked for at the same time, the key of the directory lets one have the day's.
        string day = $"{dump.CreateTime:yyyy_MM_dd}_dump";
        bool first =
            await connection.ExecuteScalarAsync<long>(
                new CommandDefinition(
                    "SELECT COUNT(*) FROM dump WHERE directory = @day",
                    new { day },
                    transaction,
                    cancellationToken: cancellationToken
                )
            ) == 0
            && await connection.ExecuteAsync(
                new CommandDefinition(
                    $"{database.Dialect.InsertIgnore} INTO dump_directory (directory, dump_id) VALUES (@day, @DumpId)",
                    new { day, dump.DumpId },
                    transaction,
                    cancellationToken: cancellationToken
                )
            ) == 1;
        await connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO dump (dump_id, status, conflict_group, task_ids, "
                    + "input_database, output_database, create_time, check_at, directory, callback_url) "
                    + "SELECT @DumpId, 'queued', @Group, @tasks, @InputDatabase, "
                    + $"@OutputDatabase, @CreateTime, {database.Dialect.NowMs} + 10000, "
                    + "@directory, @CallbackUrl",
                new
                {
                    dump.DumpId,
                    dump.Group,
                    tasks = string.Join(',', dump.TaskIds),
                    dump.InputDatabase,
                    dump.OutputDatabase,
                    dump.CreateTime,
                    directory = first ? day : $"{day}_{dump.DumpId}",
                    dump.CallbackUrl,
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Takes back a dump that could not be announced; false where a worker has found it meanwhile.</summary>
    public async Task<bool> WithdrawAsync(string dumpId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        int withdrawn = await connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM dump WHERE dump_id = @dumpId AND status = 'queued'",
                new { dumpId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (withdrawn == 0)
            return false;
        await connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM dump_directory WHERE dump_id = @dumpId",
                new { dumpId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>What a dump is to hold, or null where there is none.</summary>
    public async Task<DumpDefinition?> FindDefinitionAsync(string dumpId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition(
                $"SELECT {Columns} FROM dump WHERE dump_id = @dumpId",
                new { dumpId },
                cancellationToken: cancellationToken
            )
        );
        return row is null
            ? null
            : new DumpDefinition
            {
                DumpId = row.DumpId,
                Group = row.ConflictGroup,
                TaskIds = row.TaskIds.Split(','),
                InputDatabase = row.InputDatabase,
                OutputDatabase = row.OutputDatabase,
                CreateTime = row.CreateTime,
                Directory = row.Directory,
            };
    }

    /// <summary>A dump with its files, or null where there is none.</summary>
    public async Task<DumpSummary?> FindAsync(string dumpId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await FindAsync(connection, null, dumpId, cancellationToken);
    }

    /// <summary>The same within a transaction.</summary>
    public static async Task<DumpSummary?> FindAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string dumpId,
        CancellationToken cancellationToken
    )
    {
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition(
                $"SELECT {Columns} FROM dump WHERE dump_id = @dumpId",
                new { dumpId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (row is null)
            return null;
        var groups = (
            await connection.QueryAsync<(string Group, string Status, long Rows, long Bytes)>(
                new CommandDefinition(
                    "SELECT group_name, status, table_rows, file_bytes FROM dump_group WHERE task_id = @dumpId ORDER BY group_name",
                    new { dumpId },
                    transaction,
                    cancellationToken: cancellationToken
                )
            )
        ).ToList();
        return new DumpSummary
        {
            DumpId = row.DumpId,
            Status = row.Status,
            Group = row.ConflictGroup,
            TaskIds = row.TaskIds.Split(','),
            InputDatabase = row.InputDatabase,
            OutputDatabase = row.OutputDatabase,
            CreateTime = row.CreateTime,
            Directory = row.Directory,
            ErrorMessage = row.ErrorMessage,
            Progress = groups.Count == 0 ? 0 : Math.Round((double)groups.Count(g => g.Status == "done") / groups.Count, 4),
            Files =
            [
                .. groups
                    .Where(g => g.Status == "done" && g.Bytes > 0)
                    .Select(g => new DumpFile
                    {
                        File = DumpNames.Zip(g.Group),
                        Bytes = g.Bytes,
                        Table = DumpNames.DumpTable(g.Group),
                        Rows = g.Rows,
                    }),
            ],
        };
    }

    private const string Columns =
        "dump_id AS DumpId, status AS Status, conflict_group AS ConflictGroup, task_ids AS TaskIds, input_database AS InputDatabase, "
        + "output_database AS OutputDatabase, directory AS Directory, create_time AS CreateTime, error_message AS ErrorMessage";

    private sealed record Row
    {
        public required string DumpId { get; init; }
        public required string Status { get; init; }
        public required string ConflictGroup { get; init; }
        public required string TaskIds { get; init; }
        public string? InputDatabase { get; init; }
        public required string OutputDatabase { get; init; }
        public required string Directory { get; init; }
        public required DateTime CreateTime { get; init; }
        public string? ErrorMessage { get; init; }
    }
}
