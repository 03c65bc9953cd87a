using System.Data.Common;
using Dapper;

namespace Audience.Jobs.Leases;

/// <summary>The transactions that write a piece's results: they count only for whoever holds its claim at the commit.</summary>
public sealed partial class LeaseStore
{
    /// <summary>
    /// Begins the transaction that writes a piece's results. Whoever takes the piece over ends it, however long it has been silent.
    /// </summary>
    public async Task<DbTransaction> BeginAsync(DbConnection connection, WorkClaim claim, CancellationToken cancellationToken)
    {
        await database.Dialect.NameConnectionAsync(connection, Name(claim.Owner), cancellationToken);
        return await database.Dialect.BeginLongAsync(connection, cancellationToken);
    }

    /// <summary>
    /// Locks, shared, the row of what a piece belongs to in the transaction that writes its results; false where its pieces are not
    /// wanted any more.
    /// </summary>
    public async Task<bool> LockParentAsync(
        DbConnection connection,
        DbTransaction transaction,
        WorkClaim claim,
        CancellationToken cancellationToken
    )
    {
        var parent = claim.Kind.Parent;
        // The saga needs the row to have a piece taken over: whoever stands still from here on loses it, too.
        await database.Dialect.LimitIdleAsync(connection, cancellationToken, transaction);
        return parent.Wanted
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
    /// Confirms a claim in a transaction that writes a part of its results: nobody takes the piece over before the commit. False where
    /// the claim was lost or its parent is no longer in the status in which it is wanted: then the caller rolls back.
    /// </summary>
    public async Task<bool> HoldAsync(
        DbConnection connection,
        DbTransaction transaction,
        WorkClaim claim,
        CancellationToken cancellationToken
    ) =>
        await LockParentAsync(connection, transaction, claim, cancellationToken)
        && await connection.ExecuteAsync(
            new CommandDefinition(
                $"UPDATE work_item SET lease_until = {LeaseEnd} WHERE {Held}",
                Values(claim, null),
                transaction,
                cancellationToken: cancellationToken
            )
        ) == 1;

    /// <summary>
    /// Marks a piece done in the transaction that writes its results: its row is done, its item is deleted. False where the claim
    /// was lost or
    /// its parent is no longer in the status in which it is wanted: then the caller rolls back, and nothing of the attempt remains.
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
        int held = await connection.ExecuteAsync(
            new CommandDefinition(
                $"DELETE FROM work_item WHERE {Held}",
                Values(claim, null),
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (held == 0 || claim.Kind.Subject is not { } subject)
            return held == 1;
        var parameters = new DynamicParameters(values);
        parameters.AddDynamicParams(
            new
            {
                claim.TaskId,
                claim.Key,
                claim.Attempt,
            }
        );
        return await connection.ExecuteAsync(
                new CommandDefinition(
                    $"UPDATE {subject.Table} SET status = 'done', attempts = @Attempt, error = NULL, "
                        + $"{figures} WHERE task_id = @TaskId AND {subject.Key} = @Key AND status <> 'done'",
                    parameters,
                    transaction,
                    cancellationToken: cancellationToken
                )
            ) == 1;
    }
}
