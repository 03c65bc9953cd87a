using System.Text.Json;
using Audience.Data;
using Audience.Data.Models;
using Audience.Jobs.Leases;
using Dapper;

namespace Audience.ModelWorker.Evaluating;

/// <summary>The <c>model_work</c> table as workers use it, besides the leases.</summary>
public sealed class ModelWorkTable(OutputDatabase database, ILogger<ModelWorkTable> log)
{
    /// <summary>What a worker is to do, or null where it is not wanted any more.</summary>
    public async Task<ModelDefinition?> FindDefinitionAsync(WorkClaim claim, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        string? json = await connection.ExecuteScalarAsync<string?>(
            new CommandDefinition(
                "SELECT w.definition FROM model_work w JOIN model_status m ON m.task_id = w.task_id "
                    + $"WHERE w.task_id = @TaskId AND w.step = @Key AND m.{claim.Kind.Parent.Status} = @Wanted",
                new
                {
                    claim.TaskId,
                    claim.Key,
                    claim.Kind.Parent.Wanted,
                },
                cancellationToken: cancellationToken
            )
        );
        return json is null ? null : JsonSerializer.Deserialize<ModelDefinition>(json);
    }

    /// <summary>Writes how far the work is; where that fails, the next one tells it.</summary>
    public async Task TryWriteProgressAsync(WorkClaim claim, double progress, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenAsync(cancellationToken);
            await connection.ExecuteAsync(
                new CommandDefinition(
                    "UPDATE model_work SET progress = @progress WHERE task_id = @TaskId AND step = @Key AND EXISTS "
                        + "(SELECT 1 FROM work_item i WHERE i.parent_id = @TaskId AND i.owner = @Owner)",
                    new
                    {
                        progress = Math.Round(progress, 4),
                        claim.TaskId,
                        claim.Key,
                        claim.Owner,
                    },
                    cancellationToken: cancellationToken
                )
            );
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("The progress of model {TaskId} could not be written: {Reason}", claim.TaskId, e.Message);
        }
    }
}
