using Audience.Data;
using Audience.Data.Documents;
using Audience.Jobs.Leases;
using Audience.Jobs.Models;

namespace Audience.Jobs.Reviews;

/// <summary>Begins reviews of data sets; a model worker does them.</summary>
public sealed class ReviewStart(OutputDatabase database, DataSetTable sets, ModelChanges changes)
{
    /// <summary>Begins a review, unless one of its kind is at work.</summary>
    /// <param name="kind">The work.</param>
    /// <param name="set">The data set.</param>
    /// <param name="feature">What of a document is looked at: AUTHOR, CONTENT …</param>
    /// <param name="place">Where posts are looked for; empty where the set itself is looked through.</param>
    /// <param name="now">The time, local to TIME_ZONE.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False where there is no such data set.</returns>
    /// <exception cref="System.Data.Common.DbException">The database stays away.</exception>
    public Task<bool> RunAsync(
        WorkKind kind,
        string set,
        string feature,
        string place,
        DateTime now,
        CancellationToken cancellationToken
    ) => changes.RunAsync(token => TryAsync(kind, set, feature, place, now, token), cancellationToken);

    private async Task<bool> TryAsync(
        WorkKind kind,
        string set,
        string feature,
        string place,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        // Held so that two callers begin one review.
        if (await sets.LockAsync(connection, transaction, set, cancellationToken) is not { } row)
            return false;
        var latest = await ReviewTable.FindAsync(connection, transaction, set, kind.Name, feature, place, cancellationToken);
        if (latest?.Status == ReviewRow.Started)
            return true;
        string id = Guid.NewGuid().ToString("N");
        await ReviewTable.ReplaceAsync(
            connection,
            transaction,
            new ReviewRow
            {
                ReviewId = id,
                TaskId = set,
                Kind = kind.Name,
                Feature = feature,
                Place = place,
                Stored = ReviewRow.Started,
                SetTime = row.UpdateTime,
                CreateTime = now,
            },
            cancellationToken
        );
        var work = new WorkItems(database, connection, transaction, id);
        if (latest is not null)
            await new WorkItems(database, connection, transaction, latest.ReviewId).RemoveWaitingAsync(cancellationToken);
        await work.AddAsync(kind, "", [(0, kind.Name)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
