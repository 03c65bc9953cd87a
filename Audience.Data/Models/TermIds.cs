using System.Data.Common;
using Audience.Data.Documents;
using Dapper;

namespace Audience.Data.Models;

/// <summary>The ids of terms: unique over all models, and the same as long as the term is there.</summary>
public sealed class TermIds(OutputDatabase database, DataSetNumbers numbers)
{
    private const string Kind = "term";

    /// <summary>The ids of a model's terms; those that have none get one.</summary>
    /// <param name="taskId">The version of the model.</param>
    /// <param name="terms">Its terms.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public async Task<IReadOnlyDictionary<(string Label, string Term), long>> OfAsync(
        string taskId,
        IReadOnlyCollection<(string Label, string Term)> terms,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var known = await ReadAsync(connection, null, taskId, cancellationToken);
        int missing = terms.Count(term => !known.ContainsKey(term));
        if (missing == 0)
            return known;
        long id = await numbers.ReserveAsync(Kind, missing, cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        // Two who list them at once must not give two ids to one.
        await connection.ExecuteAsync(
            new CommandDefinition(
                $"SELECT task_id FROM model_status WHERE task_id = @taskId{database.Dialect.ForUpdate}",
                new { taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        known = await ReadAsync(connection, transaction, taskId, cancellationToken);
        var insert = new RowInsert(transaction, "model_term", "id", "task_id", "label", "term");
        foreach (var (label, term) in terms)
            if (known.TryAdd((label, term), id))
                await insert.AddAsync([id++, taskId, label, term], cancellationToken);
        await insert.FlushAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return known;
    }

    /// <summary>The term that has an id, and the version of the model that it is of; null where none has it.</summary>
    public async Task<(string TaskId, string Label, string Term)?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<(string, string, string)?>(
            new CommandDefinition(
                "SELECT task_id, label, term FROM model_term WHERE id = @id",
                new { id },
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>Notes what a term is called now.</summary>
    public Task RenameAsync(long id, string label, string term, CancellationToken cancellationToken) =>
        ExecuteAsync(
            "UPDATE model_term SET label = @label, term = @term WHERE id = @id",
            new
            {
                id,
                label,
                term,
            },
            cancellationToken
        );

    /// <summary>Forgets a term that is deleted.</summary>
    public Task ForgetAsync(long id, CancellationToken cancellationToken) =>
        ExecuteAsync("DELETE FROM model_term WHERE id = @id", new { id }, cancellationToken);

    private async Task ExecuteAsync(string sql, object values, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: cancellationToken));
    }

    private static async Task<Dictionary<(string Label, string Term), long>> ReadAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string taskId,
        CancellationToken cancellationToken
    )
    {
        var known = new Dictionary<(string, string), long>();
        var rows = await connection.QueryAsync<(long Id, string Label, string Term)>(
            new CommandDefinition(
                "SELECT id, label, term FROM model_term WHERE task_id = @taskId ORDER BY id",
                new { taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        foreach (var (id, label, term) in rows)
            known.TryAdd((label, term), id);
        return known;
    }
}
