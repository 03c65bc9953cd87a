using System.Globalization;
using Audience.Contracts.Models;
using Audience.Data.Models;

namespace Audience.Api.Models;

/// <summary>What reads models.</summary>
public sealed class ModelQueries(ModelTable models, ModelReports reports, ModelArtefacts artefacts)
{
    private const int DefaultLimit = 20, MostLimit = 200;
    private static readonly string[] DatasetTypes = ["dev", "test", "ext_test"];

    /// <summary>The latest models.</summary>
    public async Task<IReadOnlyList<ModelStatus>> ListAsync(string? limit, string? status, CancellationToken cancel)
    {
        int count = DefaultLimit;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MostLimit))
            throw ModelErrors.Bad($"limit '{limit}' is not a whole number from 1 to {MostLimit}");
        if (status is not null && !ModelStat.All.Contains(status.ToLowerInvariant()))
            throw ModelErrors.Bad($"training_status '{status}' is not one of {string.Join(", ", ModelStat.All)}");
        return [.. (await models.ListAsync(count, status?.ToLowerInvariant(), cancel)).Select(m => m.ToStatus())];
    }

    /// <summary>model_status.</summary>
    public async Task<ModelStatus> StatusAsync(string id, CancellationToken cancel) => (await FindAsync(id, cancel)).ToStatus();

    /// <summary>model_report: of the version that is in use, where one is. The message tells why there is none.</summary>
    public async Task<(IReadOnlyList<ModelReport> Reports, string? Message)> ReportAsync(string id, CancellationToken cancel)
    {
        var model = await FindInUseAsync(id, cancel);
        var found = await reports.ListAsync(model.TaskId, cancel);
        string? message = found.Count > 0 ? null : model.TrainingStatus == ModelStat.Untrainable
            ? $"model {id} is made of rules that people wrote: it is untrainable, and has a report only once it has been tested"
            : $"model {id} has no report: its training_status is {model.TrainingStatus}";
        return (found, message);
    }

    /// <summary>Each evaluated document with its labels: CSV, Brotli-compressed.</summary>
    public async Task<byte[]> DetailsAsync(string id, string datasetType, CancellationToken cancel)
    {
        if (!DatasetTypes.Contains(datasetType))
            throw ModelErrors.Bad($"dataset_type '{datasetType}' is not one of {string.Join(", ", DatasetTypes)}");
        var model = await FindInUseAsync(id, cancel);
        return await reports.FindDetailsAsync(model.TaskId, datasetType, cancel)
            ?? throw ModelErrors.Bad($"model {id} has not been evaluated on {datasetType}: its training_status is {model.TrainingStatus} and its ext_status {model.ExtStatus ?? "null"}");
    }

    /// <summary>The model that is in use, and its bytes.</summary>
    public async Task<(ModelRow Row, byte[] Bytes)> ReadAsync(string id, CancellationToken cancel)
    {
        var row = await FindInUseAsync(id, cancel);
        byte[]? bytes = row.IsReady ? await artefacts.FindAsync(row.Artefact!, cancel) : null;
        return (row, bytes ?? throw ModelErrors.NotReady(id, row.TrainingStatus));
    }

    /// <summary>The ready version of a model, else the latest.</summary>
    public async Task<ModelRow> FindInUseAsync(string id, CancellationToken cancel) =>
        await models.FindReadyAsync(ModelRequestReader.ParseId(id), cancel) ?? await FindAsync(id, cancel);

    private async Task<ModelRow> FindAsync(string id, CancellationToken cancel) =>
        await models.FindAsync(ModelRequestReader.ParseId(id), cancel) ?? throw ModelErrors.Unknown(id);
}
