using Audience.Api.Documents;
using Audience.Api.Errors;
using Audience.Contracts.Models;
using Audience.Contracts.Tasks;
using Audience.Data.Models;
using Audience.Hosting;
using Audience.Hosting.Settings;
using Audience.Jobs.Models;
using Audience.Labeling.Prepared;
using Audience.Labeling.Terms;

namespace Audience.Api.Models;

/// <summary>Imports a CSV of terms under the id of a model, as the newer frontend does.</summary>
public sealed class TermImport(
    ModelTable models,
    ModelTerms terms,
    ModelImports imports,
    ModelArtefacts artefacts,
    ModelChanges changes,
    LocalClock clock,
    AudienceSettings settings
)
{
    /// <summary>Imports the file of a multipart form.</summary>
    /// <exception cref="ApiException">400: the file cannot be used, or the model has no terms.</exception>
    public async Task<ModelJob> RunAsync(string text, HttpRequest request, CancellationToken cancellationToken)
    {
        var id = ModelRequestReader.ParseId(text);
        await using var file = await UploadFile.ReadAsync(request, settings.Api.MaxModelBytes, cancellationToken);
        var row = await models.FindReadyAsync(id, cancellationToken);
        if (row is null && await models.FindAsync(id, cancellationToken) is { } open)
            throw ModelErrors.NotReady(text, open.TrainingStatus);
        return row is null ? await MakeAsync(id, file, cancellationToken) : await ReplaceAsync(row, file, cancellationToken);
    }

    private async Task<ModelJob> ReplaceAsync(ModelRow row, UploadFile file, CancellationToken cancellationToken)
    {
        string known = row.ModelId ?? row.TaskId;
        if (row.ModelName != ModelKind.TermWeight.Name())
            throw ModelErrors.Bad($"model {known} is a {row.ModelName}: only a TERM_WEIGHT_MODEL has terms");
        if (!await changes.RunAsync(token => terms.ChangeAsync(row.TaskId, Changed, token), cancellationToken))
            throw ModelErrors.Unknown(known);
        await artefacts.TryDeleteUnusedAsync(CancellationToken.None);
        return Answer(row.Queue ?? settings.Work.ModelQueue, row.JobId, row.Feature ?? "CONTENT", row.ModelPath ?? "", known);

        TermWeightModel Changed(TermWeightModel old)
        {
            var thresholds = old.Labels.Zip(old.Thresholds).ToDictionary(l => l.First, l => l.Second);
            var read = TermWeightCsv.Read(file.Bytes, thresholds);
            return new TermWeightModel(read.Labels, read.Terms, read.Thresholds, old.OneLabel);
        }
    }

    private async Task<ModelJob> MakeAsync(ModelId id, UploadFile file, CancellationToken cancellationToken)
    {
        var model = PreparedModel.FromTerms(TermWeightCsv.Read(file.Bytes, new Dictionary<string, double>()));
        var definition = new ModelDefinition
        {
            TaskId = id.TaskId ?? TaskId.Format(Guid.NewGuid()),
            JobId = id.JobId,
            Kind = model.Kind,
            Feature = "CONTENT",
            Queue = settings.Work.ModelQueue,
            DatasetDb = "",
            DatasetNo = 0,
            ModelPath = $"{id}_term_weight_model",
        };
        if (await changes.RunAsync(token => imports.RunAsync(definition, model, clock.Now, token), cancellationToken) is null)
            throw ModelActions.InUse(definition.TaskId);
        return Answer(definition.Queue, definition.JobId, definition.Feature, definition.ModelPath, definition.TaskId);
    }

    private static ModelJob Answer(string queue, long? job, string feature, string path, string id) =>
        new()
        {
            Queue = queue,
            ModelJobId = job,
            PredictType = feature,
            ModelType = ModelKind.TermWeight.Name(),
            ModelInfo = new ModelInfo { ModelPath = path },
            TaskId = id,
        };
}
