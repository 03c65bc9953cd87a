using Audience.Api.Requests;
using Audience.Contracts.Models;
using Audience.Data.Models;
using Audience.Jobs.Models;
using Audience.Labeling.Prepared;

namespace Audience.Api.Models;

/// <summary>Shows and moves the thresholds of learned models.</summary>
public sealed class ModelThresholds(ModelQueries queries, ModelVersions versions, ModelArtefacts artefacts, ModelChanges changes)
{
    /// <summary>The thresholds of the version that is in use; none of models that people wrote.</summary>
    public async Task<IReadOnlyList<LabelThreshold>> ListAsync(string id, CancellationToken cancellationToken)
    {
        var model = PreparedModel.FromBytes((await queries.ReadAsync(id, cancellationToken)).Bytes);
        return model.HasScores ? List(model) : [];
    }

    /// <summary>Moves thresholds; all of them, or none.</summary>
    public async Task<IReadOnlyList<LabelThreshold>> MoveAsync(string id, RequestBody body, CancellationToken cancellationToken)
    {
        var moves = ThresholdEntries.Read(body);
        var row = await queries.FindInUseAsync(id, cancellationToken);
        if (!row.IsReady)
            throw ModelErrors.NotReady(id, row.TrainingStatus);
        var moved =
            await changes.RunAsync(token => versions.ChangeAsync(row.TaskId, Moved, token), cancellationToken)
            ?? throw ModelErrors.Unknown(id);
        await artefacts.TryDeleteUnusedAsync(CancellationToken.None);
        return List(moved);

        PreparedModel Moved(PreparedModel model) =>
            model.HasScores
                ? model.WithThresholds(ThresholdEntries.Apply(moves, model))
                : throw ModelErrors.Bad($"model {id} is a {model.Kind.Name()}: people wrote its rules, it has no thresholds");
    }

    private static IReadOnlyList<LabelThreshold> List(PreparedModel model) =>
        [
            .. model.Labels.Select(
                (label, i) =>
                    new LabelThreshold
                    {
                        Label = label,
                        Threshold = model.Thresholds[i],
                        Probability = model.MultiLabel ? model.Calibration?.ProbabilityOf(i, model.Thresholds[i]) : null,
                    }
            ),
        ];
}
