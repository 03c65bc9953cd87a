using System.Globalization;
using Audience.Contracts.Models;
using Audience.Data.Models;

namespace Audience.Api.Models;

/// <summary>What reads models.</summary>
public sealed class ModelQueries(ModelTable models, ModelReports reports, ModelArtefacts artefacts)
{
    private const int DefaultLimit = 20,
        MaxLimit = 200;
    private static readonly string[] DatasetTypes = ["dev", "test", "ext_test"];

    /// <summary>Whose results count most: documents that no choice was made by.</summary>
    internal static readonly string[] TestedFirst = ["test", "ext_test", "dev"];

    /// <summary>The latest models.</summary>
    public async Task<IReadOnlyList<ModelStatus>> ListAsync(string? limit, string? status, CancellationToken cancellationToken)
    {
        int count = DefaultLimit;
        if (
            limit is not null
            && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MaxLimit)
        )
            throw ModelErrors.Bad($"limit '{limit}' is not a whole number from 1 to {MaxLimit}");
        if (status is not null && !ModelStat.All.Contains(status.ToLowerInvariant()))
            throw ModelErrors.Bad($"training_status '{status}' is not one of {string.Join(", ", ModelStat.All)}");
        return [.. (await models.ListAsync(count, status?.ToLowerInvariant(), cancellationToken)).Select(m => m.ToStatus())];
    }

    /// <summary>model_status.</summary>
    public async Task<ModelStatus> StatusAsync(string id, CancellationToken cancellationToken) =>
        (await FindAsync(id, cancellationToken)).ToStatus();

    /// <summary>model_report: of the version that is in use, where one is. The message tells why there is none.</summary>
    public async Task<(IReadOnlyList<ModelReport> Reports, string? Message)> ReportAsync(string id, CancellationToken cancellationToken)
    {
        var model = await FindInUseAsync(id, cancellationToken);
        var found = await reports.ListAsync(model.TaskId, cancellationToken);
        string? message =
            found.Count > 0 ? null
            : model.TrainingStatus == ModelStat.Untrainable
                ? $"model {id} is made of rules that people wrote: it is untrainable, and has a report only once it has been tested"
            : $"model {id} has no report: its training_status is {model.TrainingStatus}";
        return (found, message);
    }

    /// <summary>Each evaluated document with its labels: CSV, Brotli-compressed.</summary>
    public async Task<byte[]> DetailsAsync(string id, string datasetType, CancellationToken cancellationToken)
    {
        CheckDatasetType(datasetType);
        var model = await FindInUseAsync(id, cancellationToken);
        return await reports.FindDetailsAsync(model.TaskId, datasetType, cancellationToken)
            ?? throw ModelErrors.Bad(
                $"model {id} has not been evaluated on {datasetType}: its training_status "
                    + $"is {model.TrainingStatus} and its ext_status {model.ExtStatus ?? "null"}"
            );
    }

    /// <summary>The model that is in use, and its bytes.</summary>
    public async Task<(ModelRow Row, byte[] Bytes)> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var row = await FindInUseAsync(id, cancellationToken);
        byte[]? bytes = row.IsReady ? await artefacts.FindAsync(row.Artefact!, cancellationToken) : null;
        return (row, bytes ?? throw ModelErrors.NotReady(id, row.TrainingStatus));
    }

    /// <summary>Refuses what is no type of documents that models are evaluated on.</summary>
    internal static void CheckDatasetType(string datasetType)
    {
        if (!DatasetTypes.Contains(datasetType))
            throw ModelErrors.Bad($"dataset_type '{datasetType}' is not one of {string.Join(", ", DatasetTypes)}");
    }

    /// <summary>The ready version of a model, else the latest.</summary>
    public async Task<ModelRow> FindInUseAsync(string id, CancellationToken cancellationToken) =>
        await models.FindReadyAsync(ModelRequestReader.ParseId(id), cancellationToken) ?? await FindAsync(id, cancellationToken);

    private async Task<ModelRow> FindAsync(string id, CancellationToken cancellationToken) =>
        await models.FindAsync(ModelRequestReader.ParseId(id), cancellationToken) ?? throw ModelErrors.Unknown(id);
}
