using System.Data.Common;
using Audience.Data.Callbacks;
using Dapper;

namespace Audience.Data.Models;

/// <summary>Ends the work of a model within a change of models that takes its place, and tells whoever waits for it.</summary>
internal static class ModelBreak
{
    /// <summary>Ends its preparation, where one is open.</summary>
    public static Task PreparationAsync(
        OutputDatabase database,
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        string reason,
        CancellationToken cancellationToken
    ) => RunAsync(database, connection, transaction, taskId, reason, "training_status", CallbackEvents.ModelPrepared, cancellationToken);

    /// <summary>Ends its test, where one is open.</summary>
    public static Task TestAsync(
        OutputDatabase database,
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        string reason,
        CancellationToken cancellationToken
    ) => RunAsync(database, connection, transaction, taskId, reason, "ext_status", CallbackEvents.ModelTested, cancellationToken);

    private static async Task RunAsync(
        OutputDatabase database,
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        string reason,
        string status,
        string eventName,
        CancellationToken cancellationToken
    )
    {
        int broken = await connection.ExecuteAsync(
            Command(
                $"UPDATE model_status SET {status} = 'break', error_message = @reason, check_at = NULL "
                    + $"WHERE task_id = @taskId AND {status} IN ('pending', 'started')",
                new { taskId, reason }
            )
        );
        if (broken == 0)
            return;
        string url = eventName == CallbackEvents.ModelPrepared ? "callback_url" : "test_callback_url";
        var to = await connection.ExecuteScalarAsync<string?>(
            Command($"SELECT {url} FROM model_status WHERE task_id = @taskId", new { taskId })
        );
        if (to is null)
            return;
        var model = await ModelTable.ReadAsync(connection, transaction, taskId, cancellationToken);
        await new CallbackOutbox(database, connection, transaction).AddAsync(
            new CallbackEvent(eventName, model.TaskId, to),
            ModelStat.Break,
            model,
            cancellationToken
        );

        CommandDefinition Command(string sql, object values) => new(sql, values, transaction, cancellationToken: cancellationToken);
    }
}
