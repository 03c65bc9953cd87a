using System.Data.Common;
using Audience.Api.Errors;
using Audience.Api.Models;
using Audience.Data.Models;
using Audience.Labeling.Prepared;

namespace Audience.Api.Tasks;

/// <summary>Finds the prepared models that a task names. The task keeps the versions that they have now.</summary>
public sealed class TaskModels(ModelTable models, ModelCache cache)
{
    /// <summary>The models that a task names, ready, in order.</summary>
    /// <exception cref="Errors.ApiException">400: one does not exist, is not ready or has no probabilities that the task asks for; 500: the
    /// tables cannot be read.</exception>
    public async Task<IReadOnlyList<ModelRow>> FindAsync(TaskFields task, CancellationToken cancellationToken)
    {
        var found = await FindAsync(task.Models, cancellationToken);
        if (task.Score || task.MinProbability is not null)
            await CheckProbabilitiesAsync(found, cancellationToken);
        return found;
    }

    /// <summary>The models, ready, in order.</summary>
    /// <exception cref="Errors.ApiException">400: one does not exist or is not ready; 500: the tables cannot be read.</exception>
    public async Task<IReadOnlyList<ModelRow>> FindAsync(IReadOnlyList<ModelId> ids, CancellationToken cancellationToken)
    {
        var found = new List<ModelRow>();
        try
        {
            foreach (var id in ids)
                found.Add(await models.FindReadyAsync(id, cancellationToken) ?? throw await WhyNotAsync(id, cancellationToken));
        }
        catch (DbException e)
        {
            throw TaskErrors.NoOutput(e.Message, e);
        }
        return found;
    }

    private async Task CheckProbabilitiesAsync(IReadOnlyList<ModelRow> named, CancellationToken cancellationToken)
    {
        bool anyLearned = false;
        foreach (var row in named)
        {
            PreparedModel? model;
            try
            {
                model = await cache.FindAsync(row.Artefact!, cancellationToken);
            }
            catch (DbException e)
            {
                throw TaskErrors.NoOutput(e.Message, e);
            }
            if (model is not { HasScores: true })
                continue;
            anyLearned = true;
            if (model.Calibration is null)
                throw TaskErrors.Bad(
                    $"model {row.TaskId} tells no probabilities, which SCORE and MIN_PROBABILITY need: it was made by an earlier version "
                        + "or from a list of terms; prepare it again from documents"
                );
        }
        if (!anyLearned)
            throw TaskErrors.Bad(
                "SCORE and MIN_PROBABILITY are for learned models, which tell how probable a label is: "
                    + "name one with MODEL_JOB_ID or MODEL_ID_LIST, or leave them out"
            );
    }

    private async Task<Exception> WhyNotAsync(ModelId id, CancellationToken cancellationToken) =>
        await models.FindAsync(id, cancellationToken) is { } model
            ? TaskErrors.Bad(ModelErrors.WhyNotReady(id.ToString(), model.TrainingStatus))
            : TaskErrors.Bad($"there is no model {id}: MODEL_JOB_ID and MODEL_ID_LIST name models that have been prepared");
}
