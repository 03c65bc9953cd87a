using System.Data.Common;
using Dapper;

namespace Audience.Data.Documents;

/// <summary>The rules of data sets.</summary>
public sealed class RuleTable(OutputDatabase database, DataSetTable sets, DataSetNumbers numbers)
{
    /// <summary>One rule; null where there is none.</summary>
    public async Task<RuleRow?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<RuleRow>(
            new CommandDefinition(
                $"SELECT {RuleRow.Columns} FROM data_set_rule WHERE id = @id",
                new { id },
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>The rules of a set in the order of their ids.</summary>
    public async Task<IReadOnlyList<RuleRow>> ListAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await ListAsync(connection, null, taskId, cancellationToken);
    }

    /// <summary>Adds a rule; its id, or null where there is no such data set.</summary>
    public async Task<long?> AddAsync(RuleRow rule, DateTime now, CancellationToken cancellationToken)
    {
        long id = await numbers.ReserveAsync(DataSetNumbers.Rules, 1, cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        if (await sets.LockAsync(connection, transaction, rule.TaskId, cancellationToken) is null)
            return null;
        var insert = Insert(transaction);
        await insert.AddAsync(Values(rule with { Id = id }), cancellationToken);
        await insert.FlushAsync(cancellationToken);
        await DataSetTable.TouchAsync(connection, transaction, rule.TaskId, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>Changes a rule. An UPDATE that changes nothing counts no row, so whether it was there must be known before.</summary>
    public Task UpdateAsync(RuleRow rule, DateTime now, CancellationToken cancellationToken) =>
        ChangeAsync(
            "UPDATE data_set_rule SET content = @Content, label = @Label, rule_type = @RuleType, match_type = @MatchType, "
                + "`unless` = @Unless WHERE id = @Id",
            rule,
            now,
            cancellationToken
        );

    /// <summary>Deletes a rule; false where there is none.</summary>
    public async Task<bool> DeleteAsync(RuleRow rule, DateTime now, CancellationToken cancellationToken) =>
        await ChangeAsync("DELETE FROM data_set_rule WHERE id = @Id", rule, now, cancellationToken) > 0;

    internal static RowInsert Insert(DbTransaction transaction) =>
        new(transaction, "data_set_rule", "id", "task_id", "content", "label", "rule_type", "match_type", "`unless`");

    internal static object?[] Values(RuleRow rule) =>
        [rule.Id, rule.TaskId, rule.Content, rule.Label, rule.RuleType, rule.MatchType, rule.Unless];

    internal static async Task<IReadOnlyList<RuleRow>> ListAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string taskId,
        CancellationToken cancellationToken
    ) =>
        [
            .. await connection.QueryAsync<RuleRow>(
                new CommandDefinition(
                    $"SELECT {RuleRow.Columns} FROM data_set_rule WHERE task_id = @taskId ORDER BY id",
                    new { taskId },
                    transaction,
                    cancellationToken: cancellationToken
                )
            ),
        ];

    private async Task<int> ChangeAsync(string sql, RuleRow rule, DateTime now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        await sets.LockAsync(connection, transaction, rule.TaskId, cancellationToken);
        int changed = await connection.ExecuteAsync(new CommandDefinition(sql, rule, transaction, cancellationToken: cancellationToken));
        await DataSetTable.TouchAsync(connection, transaction, rule.TaskId, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return changed;
    }
}
