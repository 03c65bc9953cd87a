using System.Data.Common;
using Audience.Api.Models;
using Audience.Data.Models;

namespace Audience.Api.Tasks;

/// <summary>Finds the prepared models that a task names. The task keeps the versions that they have now.</summary>
public sealed class TaskModels(ModelTable models)
{
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

    private async Task<Exception> WhyNotAsync(ModelId id, CancellationToken cancellationToken) =>
        await models.FindAsync(id, cancellationToken) is { } model
            ? TaskErrors.Bad(ModelErrors.WhyNotReady(id.ToString(), model.TrainingStatus))
            : TaskErrors.Bad($"there is no model {id}: MODEL_JOB_ID and MODEL_ID_LIST name models that have been prepared");
}
