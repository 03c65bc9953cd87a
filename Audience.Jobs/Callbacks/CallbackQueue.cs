using System.Globalization;
using Audience.Data;
using Audience.Data.Callbacks;
using Dapper;

namespace Audience.Jobs.Callbacks;

/// <summary>A delivery that this process has claimed for one try.</summary>
public sealed record ClaimedCallback
{
    /// <summary>32 hexadecimal digits; the same over all tries.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>One of <see cref="CallbackEvents"/>.</summary>
    public required string EventName { get; init; }

    /// <summary>The task, model, dump or schedule.</summary>
    public required string SubjectId { get; init; }

    /// <summary>Where it goes.</summary>
    public required string Url { get; init; }

    /// <summary>What is sent.</summary>
    public required string Body { get; init; }

    /// <summary>Which try this is, from 1.</summary>
    public required int Attempts { get; init; }

    /// <summary>Names the claim; it is gone where another worker has taken the delivery over.</summary>
    public required string Claim { get; init; }
}

/// <summary>
/// The outbox as those who send it use it. A claim is a lease: where its worker does not say how it ended, the delivery is due again.
/// </summary>
public sealed class CallbackQueue(OutputDatabase database)
{
    /// <summary>How long a claim holds, in milliseconds: longer than a try may take.</summary>
    public const int LeaseMs = 30_000;

    private const int MaxReceivers = 200,
        ClaimTries = 3,
        OldRows = 500;

    private const long DayMs = 24L * 60 * 60 * 1000,
        KeepDeliveredMs = 7 * DayMs,
        KeepFailedMs = 30 * DayMs;

    private string Now => database.Dialect.NowMs;

    /// <summary>The receivers that something is due for; who waits longest comes first.</summary>
    public async Task<IReadOnlyList<string>> DueReceiversAsync(CancellationToken cancellationToken)
    {
        var command = Command(
            $"SELECT receiver FROM callback WHERE status = '{CallbackStatus.Waiting}' GROUP BY receiver "
                + $"HAVING MIN(due_at) <= {Now} ORDER BY MIN(due_at) LIMIT {MaxReceivers}",
            null,
            cancellationToken
        );
        return [.. await database.Kept.RunAsync(c => c.QueryAsync<string>(command), cancellationToken)];
    }

    /// <summary>Claims what is due for a receiver.</summary>
    /// <param name="receiver">Host and port.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<IReadOnlyList<ClaimedCallback>> ClaimAsync(string receiver, int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        string due = $"status = '{CallbackStatus.Waiting}' AND receiver = @receiver AND due_at <= {Now}";
        string claim = Guid.NewGuid().ToString("N");
        string most = count.ToString(CultureInfo.InvariantCulture);
        // Another worker may be first with all of them; there may be others.
        for (int i = 0; i < ClaimTries; i++)
        {
            var ids = (
                await connection.QueryAsync<string>(
                    Command(
                        $"SELECT delivery_id FROM callback WHERE {due} ORDER BY due_at LIMIT {most}",
                        new { receiver },
                        cancellationToken
                    )
                )
            ).ToList();
            if (ids.Count == 0)
                return [];
            int claimed = await connection.ExecuteAsync(
                Command(
                    $"UPDATE callback SET claim = @claim, attempts = attempts + 1, due_at = {Now} + {LeaseMs} "
                        + $"WHERE delivery_id IN @ids AND {due}",
                    new
                    {
                        claim,
                        ids,
                        receiver,
                    },
                    cancellationToken
                )
            );
            if (claimed > 0)
                return
                [
                    .. await connection.QueryAsync<ClaimedCallback>(
                        Command(
                            "SELECT delivery_id AS DeliveryId, event_name AS EventName, subject_id AS SubjectId, url AS Url, body AS Body, "
                                + "attempts AS Attempts, claim AS Claim FROM callback WHERE delivery_id IN @ids AND claim = @claim",
                            new { ids, claim },
                            cancellationToken
                        )
                    ),
                ];
        }
        return [];
    }

    /// <summary>Notes that it has arrived.</summary>
    public Task EndAsync(ClaimedCallback callback) =>
        ChangeAsync(
            $"status = '{CallbackStatus.Delivered}', error = NULL, delivered_at = {Now}",
            new { callback.DeliveryId, callback.Claim }
        );

    /// <summary>Notes that a try failed: it is due again after a pause, unless it was tried for long enough.</summary>
    /// <param name="callback">The delivery.</param>
    /// <param name="error">Why.</param>
    /// <param name="pauseMs">The pause in milliseconds.</param>
    public Task PostponeAsync(ClaimedCallback callback, string error, long pauseMs) =>
        ChangeAsync(
            $"status = CASE WHEN {Now} >= give_up_at THEN '{CallbackStatus.Failed}' ELSE '{CallbackStatus.Waiting}' END, "
                + $"due_at = CASE WHEN {Now} + @pauseMs < give_up_at THEN {Now} + @pauseMs ELSE give_up_at END, error = @error",
            new
            {
                callback.DeliveryId,
                callback.Claim,
                error,
                pauseMs,
            }
        );

    /// <summary>Gives a claim back: the try did not take place.</summary>
    public Task ReleaseAsync(ClaimedCallback callback) =>
        ChangeAsync($"attempts = attempts - 1, due_at = {Now}", new { callback.DeliveryId, callback.Claim });

    /// <summary>Deletes some of what has arrived a week ago, or failed a month ago.</summary>
    /// <returns>How many.</returns>
    public async Task<int> DeleteOldAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        int deleted = 0;
        foreach (var (status, age) in new[] { (CallbackStatus.Delivered, KeepDeliveredMs), (CallbackStatus.Failed, KeepFailedMs) })
        {
            var ids = (
                await connection.QueryAsync<string>(
                    Command(
                        $"SELECT delivery_id FROM callback WHERE status = @status AND created_at < {Now} - @age "
                            + $"ORDER BY created_at LIMIT {OldRows}",
                        new { status, age },
                        cancellationToken
                    )
                )
            ).ToList();
            if (ids.Count > 0)
                deleted += await connection.ExecuteAsync(
                    Command("DELETE FROM callback WHERE delivery_id IN @ids AND status = @status", new { ids, status }, cancellationToken)
                );
        }
        return deleted;
    }

    // Not to be broken off when the process stops: how a try ended would be lost, and it would be made again.
    private async Task ChangeAsync(string change, object values)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await connection.ExecuteAsync(
            Command(
                $"UPDATE callback SET {change}, claim = NULL WHERE delivery_id = @DeliveryId AND claim = @Claim",
                values,
                CancellationToken.None
            )
        );
    }

    private static CommandDefinition Command(string sql, object? values, CancellationToken cancellationToken) =>
        new(sql, values, cancellationToken: cancellationToken);
}
