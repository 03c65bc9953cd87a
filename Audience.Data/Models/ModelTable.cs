using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Audience.Contracts.Models;
using Audience.Data.Callbacks;
using Audience.Labeling.Prepared;
using Dapper;

namespace Audience.Data.Models;

/// <summary>
/// The <c>model_status</c> table as the API uses it. While a model is prepared or tested, its saga changes the row, but for
/// aborting.
/// </summary>
public sealed class ModelTable(OutputDatabase database)
{
    private const string Latest = "ORDER BY m.created DESC, m.task_id DESC LIMIT 1";

    /// <summary>
    /// Writes a new model, pending. An earlier preparation of the same job ends as <c>break</c>; a model of it that is ready stays
    /// until this one is.
    /// </summary>
    /// <returns>The models whose work this ends, or null where the task id is in use.</returns>
    public async Task<IReadOnlyList<string>?> InsertAsync(ModelDefinition model, DateTime createTime, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        int inserted = await connection.ExecuteAsync(
            Command(
                $"{database.Dialect.InsertIgnore} INTO model_status (task_id, model_name, training_status, "
                    + "feature, model_path, create_time, job_id, queue, model_id, callback_url, created, check_at) "
                    + "VALUES (@TaskId, @name, 'pending', @Feature, @ModelPath, @createTime, @JobId, "
                    + $"@Queue, @ModelId, @CallbackUrl, {database.Dialect.NowMs}, {database.Dialect.NowMs} + 10000)",
                new
                {
                    model.TaskId,
                    name = model.Kind.Name(),
                    model.Feature,
                    model.ModelPath,
                    createTime,
                    model.JobId,
                    model.Queue,
                    model.ModelId,
                    model.CallbackUrl,
                }
            )
        );
        if (inserted == 0)
            return null;
        await InsertWorkAsync(connection, transaction, ModelStep.Train, model, cancellationToken);
        // After the row is there: of two at the same time one meets the other's, is rolled back as a deadlock, and comes again as
        // the later one.
        var replaced = (
            await connection.QueryAsync<(string TaskId, long Created)>(
                Command(
                    "SELECT task_id, created FROM model_status WHERE (job_id = @JobId OR model_id = @KnownAs OR task_id = "
                        + $"@KnownAs) AND task_id <> @TaskId AND training_status IN ('pending', 'started'){database.Dialect.ForUpdate}",
                    model
                )
            )
        ).ToList();
        var open = replaced.ConvertAll(r => r.TaskId);
        // It may have begun in the same millisecond as what it replaces, or before that, and waited: the latest is the one that
        // ends the others.
        if (replaced.Count > 0)
            await connection.ExecuteAsync(
                Command(
                    "UPDATE model_status SET created = @after WHERE task_id = @TaskId AND created < @after",
                    new { model.TaskId, after = replaced.Max(r => r.Created) + 1 }
                )
            );
        foreach (string earlier in open)
            await ModelBreak.PreparationAsync(database, connection, transaction, earlier, Replaced(model.TaskId), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return open;

        CommandDefinition Command(string sql, object values) => new(sql, values, transaction, cancellationToken: cancellationToken);
    }

    /// <summary>Takes back a model that could not be announced, with what it ended; false where a worker has found it meanwhile.</summary>
    /// <param name="taskId">The model.</param>
    /// <param name="replaced">The models whose work it ended.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<bool> WithdrawAsync(string taskId, IReadOnlyList<string> replaced, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        int deleted = await connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM model_status WHERE task_id = @taskId AND training_status = 'pending'",
                new { taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (deleted == 0)
            return false;
        await connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM model_work WHERE task_id = @taskId",
                new { taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        foreach (string earlier in replaced)
        {
            await connection.ExecuteAsync(
                new CommandDefinition(
                    $"UPDATE model_status SET training_status = 'started', error_message = NULL, check_at = {database.Dialect.NowMs} "
                        + "+ 10000 WHERE task_id = @earlier AND training_status = 'break' AND error_message = @reason",
                    new { earlier, reason = Replaced(taskId) },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
            var outbox = new CallbackOutbox(database, connection, transaction);
            var model = await ReadAsync(connection, transaction, earlier, cancellationToken);
            await outbox.WithdrawAsync(CallbackEvents.ModelPrepared, model.TaskId, cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Has a ready model tested; a test that runs already is begun again. False where the model is not ready any more.</summary>
    public async Task<bool> StartTestAsync(ModelDefinition test, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        await ModelBreak.TestAsync(database, connection, transaction, test.TaskId, "it was begun again", cancellationToken);
        int found = await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE model_status SET ext_status = 'pending', queue = @Queue, test_callback_url = @CallbackUrl, "
                    + $"error_message = NULL, check_at = {database.Dialect.NowMs} + 10000 "
                    + "WHERE task_id = @TaskId AND training_status IN ('finished', 'untrainable')",
                test,
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (found == 0)
            return false;
        await connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM work_item WHERE parent_id = @TaskId AND kind = 'test'",
                test,
                transaction,
                cancellationToken: cancellationToken
            )
        );
        await connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM model_work WHERE task_id = @TaskId AND step = 'test'",
                test,
                transaction,
                cancellationToken: cancellationToken
            )
        );
        await InsertWorkAsync(connection, transaction, ModelStep.Test, test, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>
    /// Takes back a test that could not be announced; false where it will be done all the same: a worker has found it, or it took
    /// the place of one that ran.
    /// </summary>
    public async Task<bool> WithdrawTestAsync(ModelRow before, CancellationToken cancellationToken)
    {
        if (before.ExtStatus is ModelStat.Pending or ModelStat.Started)
            return false;
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        int withdrawn = await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE model_status SET ext_status = @ExtStatus, error_message = @ErrorMessage, "
                    + "check_at = NULL WHERE task_id = @TaskId AND ext_status = 'pending'",
                before,
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (withdrawn == 0)
            return false;
        await connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM model_work WHERE task_id = @TaskId AND step = 'test'",
                before,
                transaction,
                cancellationToken: cancellationToken
            )
        );
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>A version of a model as the contract shows it, within a transaction that changes it.</summary>
    public static async Task<ModelStatus> ReadAsync(
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.QuerySingleAsync<ModelRow>(
                new CommandDefinition(
                    $"SELECT {ModelRow.Columns} FROM model_status m WHERE m.task_id = @taskId",
                    new { taskId },
                    transaction,
                    cancellationToken: cancellationToken
                )
            )
        ).ToStatus();

    /// <summary>The latest version of a model, ready or not; null where there is none.</summary>
    public Task<ModelRow?> FindAsync(ModelId id, CancellationToken cancellationToken) => FindAsync(id, "", cancellationToken);

    /// <summary>The version of a model that posts are labelled with: the latest one that is ready; null where there is none.</summary>
    public Task<ModelRow?> FindReadyAsync(ModelId id, CancellationToken cancellationToken) =>
        FindAsync(id, " AND m.training_status IN ('finished', 'untrainable') AND m.artefact IS NOT NULL", cancellationToken);

    /// <summary>The latest models.</summary>
    public async Task<IReadOnlyList<ModelRow>> ListAsync(int limit, string? status, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        string where = status is null ? "" : "WHERE m.training_status = @status ";
        return
        [
            .. await connection.QueryAsync<ModelRow>(
                new CommandDefinition(
                    $"SELECT {ModelRow.Columns} FROM model_status m {where}ORDER BY m.created DESC, "
                        + $"m.create_time DESC, m.task_id LIMIT {limit.ToString(CultureInfo.InvariantCulture)}",
                    new { status },
                    cancellationToken: cancellationToken
                )
            ),
        ];
    }

    /// <summary>The versions of a model that are being prepared or tested.</summary>
    public async Task<IReadOnlyList<string>> ListOpenAsync(ModelId id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        const string open = "(training_status IN ('pending', 'started') OR ext_status IN ('pending', 'started'))";
        return
        [
            .. await connection.QueryAsync<string>(
                new CommandDefinition(
                    $"SELECT task_id FROM model_status m WHERE {id.Condition} AND {open}",
                    id,
                    cancellationToken: cancellationToken
                )
            ),
        ];
    }

    private static string Replaced(string taskId) => $"replaced by a later preparation, {taskId}";

    private async Task<ModelRow?> FindAsync(ModelId id, string condition, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<ModelRow>(
            new CommandDefinition(
                $"SELECT {ModelRow.Columns} FROM model_status m WHERE {id.Condition}{condition} {Latest}",
                id,
                cancellationToken: cancellationToken
            )
        );
    }

    private static Task InsertWorkAsync(
        DbConnection connection,
        DbTransaction transaction,
        string step,
        ModelDefinition definition,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO model_work (task_id, step, definition, status, progress) VALUES (@TaskId, @step, @json, 'pending', 0)",
                new
                {
                    definition.TaskId,
                    step,
                    json = JsonSerializer.Serialize(definition),
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );
}
