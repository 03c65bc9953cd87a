using Audience.Data.Datasets;
using Audience.Data.Models;
using Audience.Labeling.Prepared;

namespace Audience.ModelWorker.Training;

/// <summary>Finds the models of a vote, as they are now.</summary>
public sealed class VoterLoader(ModelTable models, ModelDefinitions definitions, ModelCache cache)
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
            haveLearned |=
                model.Kind.IsTrainable()
                && await definitions.FindAsync(row.TaskId, cancellationToken) is { } made
                && made.HasDatasetOf(definition);
        }
        return new LoadedVoters(found, haveLearned);
    }
}

/// <summary>The models of a vote.</summary>
/// <param name="Models">In the order in which they were named.</param>
/// <param name="HaveLearned">Whether one of them has learned from the same data set: it knows its documents of type train.</param>
public sealed record LoadedVoters(IReadOnlyList<PreparedModel> Models, bool HaveLearned);
