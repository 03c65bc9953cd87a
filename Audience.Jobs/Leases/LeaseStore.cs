using System.Data.Common;
using System.Globalization;
using Audience.Data;
using Dapper;

namespace Audience.Jobs.Leases;

/// <summary>
/// Who works on what: a claim's way from the lease to its end. Every change is conditional on the claim's owner, so that a worker that was
/// taken for dead changes nothing any more (fencing).
/// </summary>
public sealed partial class LeaseStore(OutputDatabase database)
{
    /// <summary>How long a claim lasts without renewal. Short, so that a dead worker's piece is soon taken up again.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private const string Item = "parent_id = @TaskId AND kind = @Kind AND ordinal = @Ordinal";
    private const string Held = Item + " AND status = 'running' AND owner = @Owner";

    private string Now => database.Dialect.NowMs;

    private string LeaseEnd => $"{Now} + {Milliseconds(Lease)}";

    /// <summary>Claims a piece, or returns null where it is gone, failed, not due, or validly claimed by another.</summary>
    /// <param name="kind">What kind of piece.</param>
    /// <param name="taskId">Its parent: 32 hexadecimal digits.</param>
    /// <param name="ordinal">Its number.</param>
    /// <param name="owner">Unique to this claim; the same when claiming is tried again, because the answer may be lost of one that
    /// succeeded.</param>
    /// <param name="worker">The process that claims, for those who look at workers.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<WorkClaim?> ClaimAsync(
        WorkKind kind,
        string taskId,
        int ordinal,
        string owner,
        string worker,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var parent = kind.Parent;
        var row = await connection.QuerySingleOrDefaultAsync<WorkItemRow>(
            new CommandDefinition(
                "SELECT item AS Item, status AS Status, owner AS Owner, attempts AS Attempts, postponed AS Postponed, "
                    + $"(SELECT p.{parent.Status} FROM {parent.Table} p WHERE p.{parent.Key} = @taskId) AS ParentStatus "
                    + "FROM work_item WHERE parent_id = @taskId AND kind = @Name AND ordinal = @ordinal",
                new
                {
                    taskId,
                    kind.Name,
                    ordinal,
                },
                cancellationToken: cancellationToken
            )
        );
        if (row is null)
            return null;
        object key = kind.Subject?.Key == "seq" ? int.Parse(row.Item, CultureInfo.InvariantCulture) : row.Item;
        if (row.Status == WorkStatus.Running && row.Owner == owner)
            return new WorkClaim(kind, taskId, ordinal, key, owner, row.Attempts) { Postponed = row.Postponed };
        const string free = "attempts = @Attempts AND (status = 'waiting' AND due_at <= {0} OR status = 'running' AND lease_until < {0})";
        string claimable =
            $"parent_id = @taskId AND kind = @Name AND ordinal = @ordinal AND {free.Replace("{0}", Now, StringComparison.Ordinal)}";
        var values = new
        {
            owner,
            worker,
            taskId,
            kind.Name,
            ordinal,
            row.Attempts,
        };
        bool wanted = row.ParentStatus == parent.Wanted;
        string change = wanted
            ? "UPDATE work_item SET status = 'running', owner = @owner, worker = @worker, "
                + $"attempts = attempts + 1, lease_until = {LeaseEnd}, claimed_at = {Now}, progress = NULL WHERE "
            : "DELETE FROM work_item WHERE ";
        // Not broken off when the worker stops: the claim might stand in the table with nobody who knows of it. Whoever gets it gives it
        // back.
        if (
            await connection.ExecuteAsync(new CommandDefinition(change + claimable, values, cancellationToken: CancellationToken.None)) == 0
        )
            return null;
        // Whoever had it before may stand still in the middle of its transaction, with locks that would keep this one waiting for ever.
        if (row.Owner is not null)
            await database.Dialect.EndHolderAsync(connection, Name(row.Owner), CancellationToken.None);
        return wanted ? new WorkClaim(kind, taskId, ordinal, key, owner, row.Attempts + 1) { Postponed = row.Postponed } : null;
    }

    /// <summary>
    /// Ends the connections of all who hold or held a piece of a parent that is not wanted any more, so that nobody waits for their
    /// locks.
    /// </summary>
    public async Task EndHoldersAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var owners = await connection.QueryAsync<string>(
            new CommandDefinition(
                "SELECT owner FROM work_item WHERE parent_id = @taskId AND kind <> @Name AND owner IS NOT NULL",
                new { taskId, WorkKind.Delete.Name },
                cancellationToken: cancellationToken
            )
        );
        foreach (string owner in owners)
            await database.Dialect.EndHolderAsync(connection, Name(owner), cancellationToken);
    }

    /// <summary>Prolongs a claim; false where it is lost.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="waitingFor">What the piece waits for at the moment, for those who look at the task; null where it works.</param>
    /// <param name="progress">How much of the piece is done, 0 to 1; null where it does not tell.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public Task<bool> RenewAsync(WorkClaim claim, string? waitingFor, double? progress, CancellationToken cancellationToken) =>
        UpdateAsync(
            claim,
            $"lease_until = {LeaseEnd}, waiting_for = @error, progress = @progress",
            waitingFor,
            cancellationToken,
            progress
        );

    /// <summary>Gives a piece back as if it had not been taken: the worker stops, or the task was aborted.</summary>
    public Task<bool> ReleaseAsync(WorkClaim claim, CancellationToken cancellationToken) =>
        UpdateAsync(claim, $"status = 'waiting', lease_until = NULL, due_at = {Now}, attempts = attempts - 1", null, cancellationToken);

    /// <summary>Gives a piece back that has done a part and goes on when its turn comes again.</summary>
    public Task<bool> YieldAsync(WorkClaim claim, CancellationToken cancellationToken) =>
        UpdateAsync(
            claim,
            $"status = 'waiting', lease_until = NULL, due_at = {Now}, attempts = 0, postponed = 0, "
                + "waiting_since = NULL, waiting_for = NULL",
            null,
            cancellationToken
        );

    /// <summary>Puts a piece off, as something that it needs is away; the attempt does not count.</summary>
    /// <param name="claim">The claim, which ends with this.</param>
    /// <param name="delay">When it is due again.</param>
    /// <param name="reason">What it waits for, for those who look at the task.</param>
    /// <param name="maxWait">How long it may wait in all.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False where it has waited for <paramref name="maxWait"/> already: nothing is changed then.</returns>
    public async Task<bool> PostponeAsync(
        WorkClaim claim,
        TimeSpan delay,
        string reason,
        TimeSpan maxWait,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        long? waited = await connection.ExecuteScalarAsync<long?>(
            new CommandDefinition(
                $"SELECT {Now} - waiting_since FROM work_item WHERE {Held}",
                Values(claim, null),
                cancellationToken: cancellationToken
            )
        );
        if (waited >= maxWait.TotalMilliseconds)
            return false;
        await UpdateAsync(
            claim,
            $"waiting_since = COALESCE(waiting_since, {Now}), status = 'waiting', lease_until = NULL, attempts = attempts - 1, "
                + $"postponed = postponed + 1, due_at = {Now} + {Milliseconds(delay)}, waiting_for = @error",
            reason,
            cancellationToken
        );
        return true;
    }

    /// <summary>Counts a failed attempt: the piece is tried again, or has failed for good.</summary>
    /// <param name="claim">The claim on it.</param>
    /// <param name="error">Why it failed.</param>
    /// <param name="final">Whether it is not to be tried again.</param>
    /// <param name="ended">What is written in the same transaction; null for nothing.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<bool> FailAsync(
        WorkClaim claim,
        string error,
        bool final,
        Func<DbConnection, DbTransaction, Task>? ended,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        string status = final ? WorkStatus.Failed : WorkStatus.Waiting;
        int changed = await connection.ExecuteAsync(
            new CommandDefinition(
                $"UPDATE work_item SET status = '{status}', lease_until = NULL, due_at = {Now}, error = @error WHERE {Held}",
                Values(claim, error),
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (changed == 1 && ended is not null)
            await ended(connection, transaction);
        await transaction.CommitAsync(cancellationToken);
        return changed == 1;
    }

    /// <summary>Marks a piece that is about no row of its own done, outside of any transaction; false where the claim was lost.</summary>
    public async Task<bool> CompleteAsync(WorkClaim claim, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(
                new CommandDefinition($"DELETE FROM work_item WHERE {Held}", Values(claim, null), cancellationToken: cancellationToken)
            ) == 1;
    }

    private static string Name(string owner) => "audience " + owner;

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private static object Values(WorkClaim claim, string? error, double? progress = null) =>
        new
        {
            claim.TaskId,
            Kind = claim.Kind.Name,
            claim.Ordinal,
            claim.Owner,
            error,
            progress,
        };

    private async Task<bool> UpdateAsync(
        WorkClaim claim,
        string set,
        string? error,
        CancellationToken cancellationToken,
        double? progress = null
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(
                new CommandDefinition(
                    $"UPDATE work_item SET {set} WHERE {Held}",
                    Values(claim, error, progress),
                    cancellationToken: cancellationToken
                )
            ) == 1;
    }
}
