using Audience.Api.Requests;
using Audience.Data.Models;
using Audience.Jobs.Models;

namespace Audience.Api.Models;

/// <summary>Deletes models, and what no model and no task needs any more.</summary>
public sealed class ModelDeleter(ModelRemoval removal, ModelArtefacts artefacts, ModelChanges changes, ModelAnnouncer announcer)
{
    /// <summary>model_delete.</summary>
    public async Task<string> DeleteAsync(RequestBody body, CancellationToken cancellationToken)
    {
        var id = ModelRequestReader.ReadId(body);
        var deleted = await changes.RunAsync(token => removal.RunAsync(id, token), cancellationToken);
        if (deleted.Count == 0)
            throw ModelErrors.Unknown(id.ToString());
        await announcer.TellAbortedAsync(deleted);
        await artefacts.TryDeleteUnusedAsync(CancellationToken.None);
        return $"{id} is successfully deleted, additional message: {id} is deleted";
    }
}
