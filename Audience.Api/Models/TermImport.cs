using Audience.Api.Documents;
using Audience.Api.Errors;
using Audience.Contracts.Models;
using Audience.Data.Models;
using Audience.Hosting.Settings;
using Audience.Jobs.Models;
using Audience.Labeling.Prepared;
using Audience.Labeling.Terms;

namespace Audience.Api.Models;

/// <summary>Imports a CSV of terms under the id of a model, as the newer frontend does.</summary>
public sealed class TermImport(
    ModelTable models,
    ModelTerms terms,
    ModelRegistration registration,
    ModelArtefacts artefacts,
    ModelChanges changes,
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
        return new ModelJob
        {
            Queue = row.Queue ?? settings.Work.ModelQueue,
            ModelJobId = row.JobId,
            PredictType = row.Feature ?? "CONTENT",
            ModelType = ModelKind.TermWeight.Name(),
            ModelInfo = new ModelInfo { ModelPath = row.ModelPath ?? "" },
            TaskId = known,
        };

        TermWeightModel Changed(TermWeightModel old)
        {
            var thresholds = old.Labels.Zip(old.Thresholds).ToDictionary(l => l.First, l => l.Second);
            var read = TermWeightCsv.Read(file.Bytes, thresholds);
            return new TermWeightModel(read.Labels, read.Terms, read.Thresholds, old.OneLabel);
        }
    }

    private Task<ModelJob> MakeAsync(ModelId id, UploadFile file, CancellationToken cancellationToken)
    {
        var model = PreparedModel.FromTerms(TermWeightCsv.Read(file.Bytes, new Dictionary<string, double>()));
        return registration.RunAsync(id, model, "CONTENT", $"{id}_term_weight_model", cancellationToken);
    }
}
