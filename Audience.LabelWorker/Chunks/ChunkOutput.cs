using System.Data.Common;
using Audience.Data;
using Audience.Data.Authors;
using Audience.Data.Posts;
using Audience.Data.Schedules;
using Audience.Data.Schema;
using Audience.Data.Tasks;
using Audience.Jobs.Leases;
using Dapper;

namespace Audience.LabelWorker.Chunks;

/// <summary>
/// Writes what a chunk has found, all in one transaction with the chunk's own row: either everything of an attempt counts, or
/// nothing.
/// </summary>
/// <param name="database">Where it is written.</param>
/// <param name="leases">Holds the chunk.</param>
/// <param name="claim">On the chunk.</param>
/// <param name="outputSchema">Of the label tables.</param>
/// <param name="known">The authors that were left out; null where none were.</param>
public sealed class ChunkOutput(OutputDatabase database, LeaseStore leases, WorkClaim claim, string outputSchema, KnownAuthors? known)
    : IAsyncDisposable
{
    private const int FlushBytes = 512 * 1024;
    private static readonly string[] s_parts = ["task_chunk_group", "task_chunk_authors", "task_chunk_report", "task_chunk_time"];
    private readonly HashSet<string> _begun = [];
    private DbConnection? _connection;
    private DbTransaction? _transaction;

    private int Seq => (int)claim.Key;

    /// <summary>Writes the rows of every group that has gathered enough of them.</summary>
    public async Task FlushAsync(IEnumerable<SourceGroupBuffer> groups, CancellationToken cancellationToken)
    {
        foreach (var group in groups)
            if (group.Rows.Bytes >= FlushBytes)
                await WriteAsync(group, cancellationToken);
    }

    /// <summary>Writes the rest and commits.</summary>
    /// <param name="groups">What the chunk has found.</param>
    /// <param name="posts">Posts read.</param>
    /// <param name="skipped">Posts left out, by reason.</param>
    /// <param name="figures">What is counted besides.</param>
    /// <param name="cancellationToken">Ends the attempt; nothing is written then.</param>
    /// <returns>False where the claim was lost or the task is not PENDING any more; nothing is written then.</returns>
    /// <exception cref="InvalidOperationException">Chunks that left authors are not done any more: the database has lost what it
    /// had committed.</exception>
    public async Task<bool> CommitAsync(
        IReadOnlyCollection<SourceGroupBuffer> groups,
        long posts,
        SkipCounts skipped,
        ChunkFigures figures,
        CancellationToken cancellationToken
    )
    {
        foreach (var group in groups.Where(g => g.Rows.Count > 0))
            await WriteAsync(group, cancellationToken);
        var (connection, transaction) = await BeginAsync(cancellationToken);
        if (claim.Try > 1)
        {
            foreach (string table in s_parts)
                await ExecuteAsync(
                    $"DELETE FROM {table} WHERE task_id = @TaskId AND seq = @Seq",
                    new { claim.TaskId, Seq },
                    cancellationToken
                );
        }
        if (figures.Report is { } report)
            await TaskReports.InsertAsync(connection, transaction, claim.TaskId, Seq, report, cancellationToken);
        await ChunkTimes.InsertAsync(connection, transaction, claim.TaskId, Seq, figures.Days, cancellationToken);
        await InsertGroupsAsync(groups, cancellationToken);
        await ChunkAuthors.InsertAsync(
            connection,
            transaction,
            claim.TaskId,
            Seq,
            groups.Select(g => (g.Group, g.Authors.Sorted())),
            cancellationToken
        );
        if (known is not null && !await ChunkAuthors.AreDoneAsync(connection, transaction, claim.TaskId, known.Chunks, cancellationToken))
            throw new InvalidOperationException(
                "the results' database has lost chunks that were done, and with them authors on which this chunk relied"
            );
        if (
            !await leases.CompleteAsync(
                connection,
                transaction,
                claim,
                "posts = @posts, label_rows = @rows, no_author = @NoAuthor, no_source = @NoSource, "
                    + "impossible_time = @ImpossibleTime, no_text = @NoText",
                new
                {
                    posts,
                    rows = groups.Sum(g => (long)g.RowCount),
                    skipped.NoAuthor,
                    skipped.NoSource,
                    skipped.ImpossibleTime,
                    skipped.NoText,
                },
                cancellationToken
            )
        )
            return false;
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
            await _transaction.DisposeAsync();
        if (_connection is not null)
            await _connection.DisposeAsync();
    }

    private async Task InsertGroupsAsync(IReadOnlyCollection<SourceGroupBuffer> groups, CancellationToken cancellationToken)
    {
        if (groups.Count == 0)
            return;
        var values = new DynamicParameters(new { claim.TaskId, Seq });
        var rows = groups.Select(
            (group, i) =>
            {
                values.Add($"group{i}", group.Group);
                return $"(@TaskId, @group{i}, @Seq, {group.RowCount})";
            }
        );
        await ExecuteAsync(
            "INSERT INTO task_chunk_group (task_id, group_name, seq, label_rows) VALUES " + string.Join(", ", rows),
            values,
            cancellationToken
        );
    }

    private async Task WriteAsync(SourceGroupBuffer group, CancellationToken cancellationToken)
    {
        try
        {
            await WriteRowsAsync(group, cancellationToken);
        }
        catch (DbException e) when (database.ForgetTables(e))
        {
            // Passes by itself: the next attempt makes the table anew.
            throw new IOException($"the label table of {group.Group} has been dropped while the task was writing to it", e);
        }
    }

    private async Task WriteRowsAsync(SourceGroupBuffer group, CancellationToken cancellationToken)
    {
        var table = ResultTables.Label(group.Group, group.Rows.Origin.Scores);
        string name = database.Dialect.Table(outputSchema, table.Name);
        var (connection, transaction) = await BeginAsync(cancellationToken);
        if (!_begun.Contains(group.Group))
            await database.EnsureTableAsync(outputSchema, table, connection, cancellationToken);
        if (_begun.Add(group.Group) && claim.Try > 1)
            await ExecuteAsync(
                $"DELETE FROM {name} WHERE task_id = @TaskId AND chunk_seq = @Seq",
                new { claim.TaskId, Seq },
                cancellationToken
            );
        await database.Dialect.LabelRowWriter.WriteAsync(connection, transaction, name, group.Rows, cancellationToken);
        group.Rows.Clear();
    }

    private Task ExecuteAsync(string sql, object values, CancellationToken cancellationToken) =>
        _connection!.ExecuteAsync(
            new CommandDefinition(sql, values, _transaction, commandTimeout: 0, cancellationToken: cancellationToken)
        );

    // As late as possible: an open transaction holds locks, and in SQLite every other writer.
    private async Task<(DbConnection Connection, DbTransaction Transaction)> BeginAsync(CancellationToken cancellationToken)
    {
        _connection ??= await database.OpenAsync(cancellationToken);
        _transaction ??= await leases.BeginAsync(_connection, claim, cancellationToken);
        return (_connection, _transaction);
    }
}
