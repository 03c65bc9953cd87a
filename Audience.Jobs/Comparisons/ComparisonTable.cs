using System.Data.Common;
using System.IO.Compression;
using System.Text.Json;
using Audience.Contracts.Tasks.Comparisons;
using Audience.Data;
using Audience.Data.Comparisons;
using Audience.Jobs.Leases;
using Dapper;

namespace Audience.Jobs.Comparisons;

/// <summary>Comparisons of tasks: each is a row and a single piece of work, with whose end it is finished.</summary>
public sealed class ComparisonTable(OutputDatabase database, LeaseStore leases)
{
    /// <summary>Writes a new comparison with its work.</summary>
    /// <param name="comparison">Its id, both tasks and the time.</param>
    /// <param name="callbackUrl">Whom to tell that it has ended; null for nobody.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is left.</param>
    /// <returns>False where one of the tasks is not finished any more: it is being deleted.</returns>
    public async Task<bool> InsertAsync(TaskComparison comparison, string? callbackUrl, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        // Whoever deletes one of the tasks from here on waits, and takes the comparison with it.
        if (!await AreFinishedAsync(connection, transaction, comparison.Before, comparison.After, cancellationToken))
            return false;
        await connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO task_comparison (comparison_id, status, before_id, after_id, create_time, callback_url) "
                    + "VALUES (@CompareId, 'comparing', @Before, @After, @CreateTime, @callbackUrl)",
                new
                {
                    comparison.CompareId,
                    comparison.Before,
                    comparison.After,
                    comparison.CreateTime,
                    callbackUrl,
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        await new WorkItems(database, connection, transaction, comparison.CompareId).AddAsync(
            WorkKind.Compare,
            "",
            [(0, "compare")],
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>A comparison with its result, or null where there is none.</summary>
    public async Task<TaskComparison?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition(
                "SELECT c.status AS Status, c.before_id AS BeforeId, c.after_id AS AfterId, c.create_time AS CreateTime, "
                    + "c.result AS Result, w.status AS WorkStatus, w.error AS Error FROM task_comparison c LEFT JOIN work_item w "
                    + "ON w.parent_id = c.comparison_id AND w.kind = 'compare' WHERE c.comparison_id = @id",
                new { id },
                cancellationToken: cancellationToken
            )
        );
        if (row is null)
            return null;
        bool failed = row.WorkStatus == WorkStatus.Failed;
        return new TaskComparison
        {
            CompareId = id,
            Status =
                row.Status == Finished ? Finished
                : failed ? "failed"
                : row.WorkStatus == WorkStatus.Waiting ? "queued"
                : row.Status,
            Before = row.BeforeId,
            After = row.AfterId,
            CreateTime = row.CreateTime,
            ErrorMessage = failed ? row.Error ?? "it failed without saying why" : null,
            Result = row.Result is { } result ? Expand(result) : null,
        };
    }

    /// <summary>Writes the result under the claim; false where that was lost, or a task deleted meanwhile.</summary>
    public async Task<bool> FinishAsync(WorkClaim claim, ComparisonResult result, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await leases.BeginAsync(connection, claim, cancellationToken);
        if (!await leases.CompleteAsync(connection, transaction, claim, "", new { }, cancellationToken))
            return false;
        await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE task_comparison SET status = @Finished, result = @result WHERE comparison_id = @TaskId",
                new
                {
                    Finished,
                    result = Compress(result),
                    claim.TaskId,
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        await new ComparisonNews(database, connection, transaction).TellAsync(claim.TaskId, Finished, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Whether both tasks have been produced, and are not being deleted.</summary>
    public async Task<bool> AreFinishedAsync(string before, string after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await AreFinishedAsync(connection, null, before, after, cancellationToken);
    }

    private const string Finished = "finished";

    private async Task<bool> AreFinishedAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string before,
        string after,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.QueryAsync<string>(
                new CommandDefinition(
                    "SELECT task_id FROM state WHERE task_id IN (@before, @after) AND prod_stat IN ('finish', 'no_data') "
                        + $"AND COALESCE(phase, 'done') = 'done'{(transaction is null ? "" : database.Dialect.ForShare)}",
                    new { before, after },
                    transaction,
                    cancellationToken: cancellationToken
                )
            )
        ).Count() == 2;

    private static byte[] Compress(ComparisonResult result)
    {
        using var buffer = new MemoryStream();
        using (var brotli = new BrotliStream(buffer, CompressionLevel.Optimal))
            JsonSerializer.Serialize(brotli, result);
        return buffer.ToArray();
    }

    private static ComparisonResult Expand(byte[] bytes)
    {
        using var brotli = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<ComparisonResult>(brotli)!;
    }

    private sealed record Row
    {
        public required string Status { get; init; }
        public required string BeforeId { get; init; }
        public required string AfterId { get; init; }
        public required DateTime CreateTime { get; init; }
        public byte[]? Result { get; init; }
        public string? WorkStatus { get; init; }
        public string? Error { get; init; }
    }
}
