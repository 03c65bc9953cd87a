using System.Globalization;
using Dapper;

namespace Audience.Data.Callbacks;

/// <summary>The <c>callback</c> table as the API uses it. Who sends: Audience.Jobs, CallbackQueue.</summary>
public sealed class CallbackTable(OutputDatabase database)
{
    /// <summary>The latest deliveries first.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="failed">Only those that have not arrived and whose last try failed.</param>
    /// <param name="before">A delivery: only those that are listed after it; null for all.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<CallbackRow>> ListAsync(int limit, bool failed, string? before, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        string where = failed ? $"c.status IN ('{CallbackStatus.Waiting}', '{CallbackStatus.Failed}') AND c.error IS NOT NULL" : "1 = 1";
        if (before is not null)
            where +=
                " AND EXISTS (SELECT 1 FROM callback b WHERE b.delivery_id = @before AND "
                + "(c.created_at < b.created_at OR c.created_at = b.created_at AND c.delivery_id < b.delivery_id))";
        return
        [
            .. await connection.QueryAsync<CallbackRow>(
                new CommandDefinition(
                    $"SELECT {CallbackRow.Columns} FROM callback c WHERE {where} ORDER BY created_at DESC, delivery_id DESC "
                        + $"LIMIT {limit.ToString(CultureInfo.InvariantCulture)}",
                    new { before },
                    cancellationToken: cancellationToken
                )
            ),
        ];
    }

    /// <summary>Has a delivery sent now, also one that arrived, and tried for another 24 hours; false where there is none.</summary>
    public async Task<bool> RetryAsync(string deliveryId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(
                new CommandDefinition(
                    $"UPDATE callback SET status = '{CallbackStatus.Waiting}', attempts = 0, claim = NULL, error = NULL, "
                        + $"delivered_at = NULL, due_at = {database.Dialect.NowMs}, "
                        + $"give_up_at = {database.Dialect.NowMs} + {CallbackOutbox.PatienceMs} WHERE delivery_id = @deliveryId",
                    new { deliveryId },
                    cancellationToken: cancellationToken
                )
            ) > 0;
    }
}
