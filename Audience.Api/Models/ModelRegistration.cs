using Audience.Contracts.Models;
using Audience.Contracts.Tasks;
using Audience.Data.Models;
using Audience.Hosting;
using Audience.Hosting.Settings;
using Audience.Jobs.Models;
using Audience.Labeling.Prepared;

namespace Audience.Api.Models;

/// <summary>Makes a model that was not prepared here known: ready at once, in the place of what its job had.</summary>
public sealed class ModelRegistration(
    ModelImports imports,
    ModelArtefacts artefacts,
    ModelChanges changes,
    ModelAnnouncer announcer,
    LocalClock clock,
    AudienceSettings settings
)
{
    /// <summary>Stores the model.</summary>
    /// <param name="id">Its job, its task id, or both; without a task id it gets one.</param>
    /// <param name="model">The model.</param>
    /// <param name="feature">What it looks at.</param>
    /// <param name="path">Its <c>model_path</c>.</param>
    /// <param name="cancellationToken">Ends it, with nothing stored.</param>
    /// <exception cref="Errors.ApiException">400: the task id is in use.</exception>
    public async Task<ModelJob> RunAsync(ModelId id, PreparedModel model, string feature, string path, CancellationToken cancellationToken)
    {
        var definition = new ModelDefinition
        {
            TaskId = id.TaskId ?? TaskId.Format(Guid.NewGuid()),
            JobId = id.JobId,
            Kind = model.Kind,
            Feature = feature,
            Queue = settings.Work.ModelQueue,
            DatasetDb = "",
            DatasetNo = 0,
            ModelPath = path,
        };
        var replaced =
            await changes.RunAsync(token => imports.RunAsync(definition, model, clock.Now, token), cancellationToken)
            ?? throw ModelErrors.InUse(definition.TaskId);
        await announcer.TellAbortedAsync(replaced);
        await artefacts.TryDeleteUnusedAsync(CancellationToken.None);
        return new ModelJob
        {
            Queue = definition.Queue,
            ModelJobId = definition.JobId,
            PredictType = feature,
            ModelType = model.Kind.Name(),
            ModelInfo = new ModelInfo { ModelPath = path },
            TaskId = definition.TaskId,
        };
    }
}
