using System.Data.Common;
using Dapper;

namespace Audience.Data.Documents;

/// <summary>The table <c>data_set_review</c>.</summary>
public sealed class ReviewTable(OutputDatabase database)
{
    /// <summary>The latest review of its kind; null where there is none.</summary>
    /// <param name="set">The data set.</param>
    /// <param name="kind">What is looked for.</param>
    /// <param name="feature">What of a document is looked at.</param>
    /// <param name="place">Where posts are looked for.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<ReviewRow?> FindAsync(string set, string kind, string feature, string place, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await FindAsync(connection, null, set, kind, feature, place, cancellationToken);
    }

    /// <summary>The latest review of its kind, within a transaction.</summary>
    /// <inheritdoc cref="FindAsync(string, string, string, string, CancellationToken)" path="/param"/>
    public static Task<ReviewRow?> FindAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string set,
        string kind,
        string feature,
        string place,
        CancellationToken cancellationToken
    ) =>
        connection.QueryFirstOrDefaultAsync<ReviewRow>(
            new CommandDefinition(
                $"SELECT {ReviewRow.Columns} FROM data_set_review r LEFT JOIN work_item i ON i.parent_id = r.review_id "
                    + "WHERE r.task_id = @set AND r.kind = @kind AND r.feature = @feature AND r.place = @place "
                    + "ORDER BY r.create_time DESC, r.review_id LIMIT 1",
                new
                {
                    set,
                    kind,
                    feature,
                    place,
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );

    /// <summary>A review by its id; null where it is gone.</summary>
    public async Task<ReviewRow?> FindAsync(string reviewId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<ReviewRow>(
            new CommandDefinition(
                $"SELECT {ReviewRow.Columns} FROM data_set_review r LEFT JOIN work_item i ON i.parent_id = r.review_id "
                    + "WHERE r.review_id = @reviewId",
                new { reviewId },
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>Puts a new review in the place of those of its kind, within a transaction.</summary>
    public static Task ReplaceAsync(
        DbConnection connection,
        DbTransaction transaction,
        ReviewRow review,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM data_set_review WHERE task_id = @TaskId AND kind = @Kind AND feature = @Feature AND place = @Place; "
                    + "INSERT INTO data_set_review (review_id, task_id, kind, feature, place, status, set_time, create_time) "
                    + "VALUES (@ReviewId, @TaskId, @Kind, @Feature, @Place, @Stored, @SetTime, @CreateTime)",
                review,
                transaction,
                cancellationToken: cancellationToken
            )
        );

    /// <summary>Writes how far a review is, unless another worker has it.</summary>
    public async Task WriteProgressAsync(string reviewId, string owner, double progress, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE data_set_review SET progress = @progress WHERE review_id = @reviewId AND EXISTS "
                    + "(SELECT 1 FROM work_item i WHERE i.parent_id = @reviewId AND i.owner = @owner)",
                new
                {
                    reviewId,
                    owner,
                    progress = Math.Round(progress, 4),
                },
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>Writes what a review has found, within the transaction that ends its piece of work.</summary>
    public static Task FinishAsync(
        DbConnection connection,
        DbTransaction transaction,
        string reviewId,
        string result,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE data_set_review SET status = 'finished', progress = 1, result = @result WHERE review_id = @reviewId",
                new { reviewId, result },
                transaction,
                cancellationToken: cancellationToken
            )
        );
}
