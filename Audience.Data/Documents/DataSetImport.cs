using System.Data.Common;
using Dapper;

namespace Audience.Data.Documents;

/// <summary>Writes the rows of an upload: all of them in one transaction, or none.</summary>
public sealed class DataSetImport(OutputDatabase database, DataSetTable sets, DataSetNumbers numbers)
{
    /// <summary>Writes documents.</summary>
    /// <param name="taskId">Their data set.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="documents">Them, read once.</param>
    /// <param name="overwrite">Whether they take the place of the documents that are there.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="cancellationToken">Ends it; nothing is written.</param>
    /// <returns>False where there is no such data set.</returns>
    public async Task<bool> DocumentsAsync(
        string taskId,
        long count,
        IEnumerable<DocumentRow> documents,
        bool overwrite,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        long id = await numbers.ReserveAsync(DataSetNumbers.Documents, count, cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginLongAsync(connection, cancellationToken);
        if (await sets.LockAsync(connection, transaction, taskId, cancellationToken) is null)
            return false;
        if (overwrite)
        {
            await DeleteAsync(connection, transaction, "data_set_label", taskId, cancellationToken);
            await DeleteAsync(connection, transaction, "data_set_document", taskId, cancellationToken);
        }
        var insert = new DocumentInsert(transaction, taskId);
        foreach (var document in documents)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await insert.AddAsync(document with { Id = id++ }, cancellationToken);
        }
        await insert.FlushAsync(cancellationToken);
        await DataSetTable.TouchAsync(connection, transaction, taskId, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Writes rules; those that are there already are skipped.</summary>
    /// <returns>How many were written, or null where there is no such data set.</returns>
    public async Task<long?> RulesAsync(
        string taskId,
        IReadOnlyList<RuleRow> rules,
        bool overwrite,
        DateTime now,
        CancellationToken cancellationToken
    )
    {
        long first = await numbers.ReserveAsync(DataSetNumbers.Rules, rules.Count, cancellationToken),
            id = first;
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginLongAsync(connection, cancellationToken);
        if (await sets.LockAsync(connection, transaction, taskId, cancellationToken) is null)
            return null;
        if (overwrite)
            await DeleteAsync(connection, transaction, "data_set_rule", taskId, cancellationToken);
        var present = (await RuleTable.ListAsync(connection, transaction, taskId, cancellationToken)).Select(r => r.Key).ToHashSet();
        var insert = RuleTable.Insert(transaction);
        foreach (var rule in rules.Where(rule => present.Add(rule.Key)))
            await insert.AddAsync(RuleTable.Values(rule with { Id = id++, TaskId = taskId }), cancellationToken);
        await insert.FlushAsync(cancellationToken);
        await DataSetTable.TouchAsync(connection, transaction, taskId, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id - first;
    }

    private static Task DeleteAsync(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string taskId,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                $"DELETE FROM {table} WHERE task_id = @taskId",
                new { taskId },
                transaction,
                commandTimeout: 0,
                cancellationToken: cancellationToken
            )
        );
}
