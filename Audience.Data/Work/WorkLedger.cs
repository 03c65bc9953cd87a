using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Audience.Data.Work;

/// <summary>Who works on what; the worker's side of claims: claim, renew, complete, give back, fail. Every later UPDATE is conditional on the owner.</summary>
public sealed class WorkLedger(OutputDatabase database)
{
    /// <summary>How long a claim lasts without renewal. Short, so that a dead worker's piece is soon taken up again.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private string Now => database.Dialect.NowMs;
    private string LeaseEnd => $"{Now} + {((long)Lease.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Claims a piece, or returns null where it is done, failed, or validly claimed by another.</summary>
    /// <param name="table">What kind of piece.</param>
    /// <param name="taskId">32 hexadecimal digits.</param>
    /// <param name="key">The piece.</param>
    /// <param name="owner">Unique to this claim; the same when claiming is tried again, because the answer may be lost of one that succeeded.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<WorkClaim?> ClaimAsync(WorkTable table, string taskId, object key, string owner, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<(string Status, string? Owner, int Attempts)?>(
            new CommandDefinition(
                $"SELECT status, owner, attempts FROM {table.Name} WHERE task_id = @taskId AND {table.Key} = @key",
                new { taskId, key },
                cancellationToken: cancellationToken
            )
        );
        if (row is not var (status, before, attempts))
            return null;
        if (status == WorkStatus.Running && before == owner)
            return new WorkClaim(table, taskId, key, owner, attempts);
        int taken = await connection.ExecuteAsync(
            new CommandDefinition(
                $"UPDATE {table.Name} SET status = 'running', owner = @owner, attempts = attempts + 1, lease_until = {LeaseEnd} "
                    + $"WHERE task_id = @taskId AND {table.Key} = @key AND attempts = @attempts AND (status IN ('pending', 'sent') OR status = 'running' AND lease_until < {Now})",
                new
                {
                    owner,
                    taskId,
                    key,
                    attempts,
                },
                cancellationToken: cancellationToken
            )
        );
        if (taken == 0)
            return null;
        // Whoever had it before may stand still in the middle of its transaction, with locks that would keep this one waiting for ever.
        if (before is not null)
            await database.Dialect.EndHolderAsync(connection, Name(before), cancellationToken);
        return new WorkClaim(table, taskId, key, owner, attempts + 1);
    }

    /// <summary>Begins the transaction that writes a piece's results. Whoever takes the piece over ends it, however long it has been silent.</summary>
    public async Task<DbTransaction> BeginAsync(DbConnection connection, WorkClaim claim, CancellationToken cancellationToken)
    {
        await database.Dialect.NameConnectionAsync(connection, Name(claim.Owner), cancellationToken);
        return await database.Dialect.BeginLongAsync(connection, cancellationToken);
    }

    /// <summary>Prolongs a claim; false where it is lost.</summary>
    public Task<bool> RenewAsync(WorkClaim claim, CancellationToken cancellationToken) =>
        UpdateAsync(claim, $"lease_until = {LeaseEnd}", null, cancellationToken);

    /// <summary>Gives a piece back as if it had not been taken: the worker stops, or the hindrance was not the piece's fault.</summary>
    public Task<bool> ReleaseAsync(WorkClaim claim, CancellationToken cancellationToken) =>
        UpdateAsync(claim, "status = 'pending', owner = NULL, lease_until = NULL, attempts = attempts - 1", null, cancellationToken);

    /// <summary>Counts a failed attempt: the piece is tried again, or has failed for good.</summary>
    public Task<bool> FailAsync(WorkClaim claim, string error, bool forGood, CancellationToken cancellationToken) =>
        UpdateAsync(
            claim,
            $"status = '{(forGood ? WorkStatus.Failed : WorkStatus.Pending)}', owner = NULL, lease_until = NULL, error = @error",
            error,
            cancellationToken
        );

    /// <summary>Locks, shared, the row of what a piece belongs to in the transaction that writes its results; false where its pieces are not wanted any more.</summary>
    public async Task<bool> LockParentAsync(
        DbConnection connection,
        DbTransaction transaction,
        WorkClaim claim,
        CancellationToken cancellationToken
    )
    {
        var parent = claim.Table.Parent;
        // The saga needs the row to have a piece taken over: whoever stands still from here on loses it, too.
        await database.Dialect.LimitIdleAsync(connection, cancellationToken, transaction);
        return claim.Table.ActiveStatus
            == await connection.ExecuteScalarAsync<string?>(
                new CommandDefinition(
                    $"SELECT {parent.Status} FROM {parent.Table} WHERE {parent.Key} = @TaskId{database.Dialect.ForShare}",
                    new { claim.TaskId },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
    }

    /// <summary>
    /// Marks a piece done in the transaction that writes its results. False where the claim was lost or its parent is no longer in
    /// the status in which it is wanted: then the caller rolls back, and nothing of the attempt remains.
    /// </summary>
    public async Task<bool> CompleteAsync(
        DbConnection connection,
        DbTransaction transaction,
        WorkClaim claim,
        string figures,
        object values,
        CancellationToken cancellationToken
    )
    {
        // The saga's row first, as the saga does: the same order everywhere, so no deadlock; shared, so that chunks do not queue.
        if (!await LockParentAsync(connection, transaction, claim, cancellationToken))
            return false;
        var parameters = new DynamicParameters(values);
        parameters.AddDynamicParams(
            new
            {
                claim.TaskId,
                claim.Key,
                claim.Owner,
            }
        );
        return await connection.ExecuteAsync(
                new CommandDefinition(
                    $"UPDATE {claim.Table.Name} SET status = 'done', owner = NULL, lease_until = NULL, error = NULL, {figures} "
                        + $"WHERE task_id = @TaskId AND {claim.Table.Key} = @Key AND status = 'running' AND owner = @Owner",
                    parameters,
                    transaction,
                    cancellationToken: cancellationToken
                )
            ) == 1;
    }

    private static string Name(string owner) => "audience " + owner;

    private async Task<bool> UpdateAsync(WorkClaim claim, string set, string? error, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(
                new CommandDefinition(
                    $"UPDATE {claim.Table.Name} SET {set} WHERE task_id = @TaskId AND {claim.Table.Key} = @Key AND status = 'running' AND owner = @Owner",
                    new
                    {
                        claim.TaskId,
                        claim.Key,
                        claim.Owner,
                        error,
                    },
                    cancellationToken: cancellationToken
                )
            ) == 1;
    }
}
