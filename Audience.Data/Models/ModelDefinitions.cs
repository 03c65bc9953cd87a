using System.Text.Json;
using Dapper;

namespace Audience.Data.Models;

/// <summary>What models were prepared from.</summary>
public sealed class ModelDefinitions(OutputDatabase database)
{
    /// <summary>What a model was prepared from; null where it was imported, or is not there.</summary>
    public async Task<ModelDefinition?> FindAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        string? json = await connection.ExecuteScalarAsync<string?>(
            new CommandDefinition(
                "SELECT definition FROM model_work WHERE task_id = @taskId AND step = @step",
                new { taskId, step = ModelStep.Train },
                cancellationToken: cancellationToken
            )
        );
        return json is null ? null : JsonSerializer.Deserialize<ModelDefinition>(json);
    }
}
