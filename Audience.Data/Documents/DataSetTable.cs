using System.Data.Common;
using Dapper;

namespace Audience.Data.Documents;

/// <summary>The data sets of <c>/documents/</c>.</summary>
public sealed class DataSetTable(OutputDatabase database)
{
    private static readonly string[] s_splits = [.. DocumentRow.Types];
    private static readonly string[] s_parts = ["data_set_label", "data_set_document", "data_set_rule", "data_set_review", "data_set"];

    /// <summary>Adds one; false where its id is in use.</summary>
    public async Task<bool> AddAsync(DataSetRow set, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(
                new CommandDefinition(
                    $"{database.Dialect.InsertIgnore} INTO data_set (task_id, name, description, "
                        + "task_type, is_multi_label, create_time, update_time, created) "
                        + "VALUES (@TaskId, @Name, @Description, @TaskType, @MultiLabel, "
                        + $"@CreateTime, @UpdateTime, {database.Dialect.NowMs})",
                    set,
                    cancellationToken: cancellationToken
                )
            ) > 0;
    }

    /// <summary>All of them, the latest first.</summary>
    public async Task<IReadOnlyList<DataSetRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<DataSetRow>(
                new CommandDefinition(
                    $"SELECT {DataSetRow.Columns} FROM data_set ORDER BY created DESC, task_id",
                    cancellationToken: cancellationToken
                )
            ),
        ];
    }

    /// <summary>One of them; null where there is none.</summary>
    public async Task<DataSetRow?> FindAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await FindAsync(connection, null, taskId, "", cancellationToken);
    }

    /// <summary>How many documents and rules it has.</summary>
    public async Task<(long Documents, long Rules)> CountAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleAsync<(long, long)>(
            new CommandDefinition(
                "SELECT (SELECT COUNT(*) FROM data_set_document WHERE task_id = "
                    + "@taskId), (SELECT COUNT(*) FROM data_set_rule WHERE task_id = @taskId)",
                new { taskId },
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>How many documents of each split, and how many rules, have each label; the most frequent labels first.</summary>
    public async Task<IReadOnlyList<(string Type, string Label, long Rows)>> CountLabelsAsync(
        string taskId,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Type, string Label, long Rows)>(
            new CommandDefinition(
                "SELECT d.dataset_type, l.label, COUNT(*) FROM data_set_label l JOIN data_set_document d ON d.id = l.document_id "
                    + "WHERE l.task_id = @taskId GROUP BY d.dataset_type, l.label "
                    + "UNION ALL SELECT 'rule', label, COUNT(*) FROM data_set_rule WHERE task_id = @taskId GROUP BY label",
                new { taskId },
                cancellationToken: cancellationToken
            )
        );
        return
        [
            .. rows.GroupBy(r => r.Label)
                .OrderByDescending(label => label.Sum(r => r.Rows))
                .ThenBy(label => label.Key, StringComparer.Ordinal)
                .SelectMany(label => label.OrderBy(r => Array.IndexOf(s_splits, r.Type))),
        ];
    }

    /// <summary>Changes what it is called and what it is; its rows stay. False where there is none.</summary>
    public async Task<bool> UpdateAsync(DataSetRow set, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        // An UPDATE that changes nothing counts no row.
        if (await LockAsync(connection, transaction, set.TaskId, cancellationToken) is null)
            return false;
        await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE data_set SET name = @Name, description = @Description, task_type = @TaskType, "
                    + "is_multi_label = @MultiLabel, update_time = @UpdateTime WHERE task_id = @TaskId",
                set,
                transaction,
                cancellationToken: cancellationToken
            )
        );
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Deletes one with its rows; models that were made from it stay. False where there is none.</summary>
    public async Task<bool> DeleteAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginLongAsync(connection, cancellationToken);
        if (await LockAsync(connection, transaction, taskId, cancellationToken) is null)
            return false;
        foreach (string part in s_parts)
            await connection.ExecuteAsync(
                new CommandDefinition(
                    $"DELETE FROM {part} WHERE task_id = @taskId",
                    new { taskId },
                    transaction,
                    commandTimeout: 0,
                    cancellationToken: cancellationToken
                )
            );
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>
    /// Holds a data set against every other change of it and of its rows, until the transaction ends; null where there is none.
    /// </summary>
    public Task<DataSetRow?> LockAsync(
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        CancellationToken cancellationToken
    ) => FindAsync(connection, transaction, taskId, database.Dialect.ForUpdate, cancellationToken);

    /// <summary>Notes that rows of it were changed.</summary>
    internal static Task TouchAsync(
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        DateTime now,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE data_set SET update_time = @now WHERE task_id = @taskId",
                new { now, taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );

    internal static Task<DataSetRow?> FindAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string taskId,
        string locking,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingleOrDefaultAsync<DataSetRow>(
            new CommandDefinition(
                $"SELECT {DataSetRow.Columns} FROM data_set WHERE task_id = @taskId{locking}",
                new { taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
}
