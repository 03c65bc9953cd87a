using System.Text.Json;
using Audience.Data;
using Audience.Data.Datasets;
using Audience.Data.Models;
using Audience.Labeling.Prepared;
using Dapper;

namespace Audience.ModelWorker.Training;

/// <summary>Finds the models of a vote, as they are now.</summary>
public sealed class VoterLoader(OutputDatabase database, ModelTable models, ModelCache cache)
{
    /// <summary>Finds them.</summary>
    /// <exception cref="DatasetException">One of them is gone, or not ready.</exception>
    public async Task<LoadedVoters> LoadAsync(ModelDefinition definition, CancellationToken cancellationToken)
    {
        var found = new List<PreparedModel>();
        bool haveLearned = false;
        foreach (string voter in definition.Voters ?? [])
        {
            var row = ModelId.TryParse(voter, out var id) ? await models.FindReadyAsync(id, cancellationToken) : null;
            found.Add(
                row is null || await cache.FindAsync(row.Artefact!, cancellationToken) is not { } model
                    ? throw new DatasetException($"model {voter} of MODEL_ID_LIST is gone: prepare it again, or leave it out")
                    : model
            );
            haveLearned |= model.Kind.IsTrainable() && await LearnedFromAsync(row.TaskId, definition, cancellationToken);
        }
        return new LoadedVoters(found, haveLearned);
    }

    private async Task<bool> LearnedFromAsync(string taskId, ModelDefinition definition, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        string? json = await connection.ExecuteScalarAsync<string?>(
            new CommandDefinition(
                "SELECT definition FROM model_work WHERE task_id = @taskId AND step = 'train'",
                new { taskId },
                cancellationToken: cancellationToken
            )
        );
        return json is not null && JsonSerializer.Deserialize<ModelDefinition>(json) is { } made && made.HasDatasetOf(definition);
    }
}

/// <summary>The models of a vote.</summary>
/// <param name="Models">In the order in which they were named.</param>
/// <param name="HaveLearned">Whether one of them has learned from the same data set: it knows its documents of type train.</param>
public sealed record LoadedVoters(IReadOnlyList<PreparedModel> Models, bool HaveLearned);
