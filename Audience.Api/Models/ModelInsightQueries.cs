using System.Globalization;
using Audience.Contracts.Models;
using Audience.Data.Models;

namespace Audience.Api.Models;

/// <summary>What people look at to see where a model fails.</summary>
public sealed class ModelInsightQueries(ModelQueries queries, ModelReports reports, ModelThresholds thresholds)
{
    private const int DefaultLimit = 50,
        MaxLimit = 100;

    /// <summary>Which labels are taken for which.</summary>
    public async Task<ModelConfusion> ConfusionAsync(string id, string? datasetType, CancellationToken cancellationToken) =>
        (await FindAsync(id, datasetType, cancellationToken)).Confusion;

    /// <summary>Precision, recall and calibration, with the thresholds that are in use.</summary>
    public async Task<ModelCurves> CurvesAsync(string id, string? datasetType, CancellationToken cancellationToken)
    {
        var curves =
            (await FindAsync(id, datasetType, cancellationToken)).Curves
            ?? throw ModelErrors.Bad(
                $"model {id} has no probabilities: people wrote its rules, or it was prepared by an earlier release; then prepare it again"
            );
        var inUse = (await thresholds.ListAsync(id, cancellationToken)).ToDictionary(t => t.Label);
        return curves with
        {
            Labels =
            [
                .. curves.Labels.Select(curve =>
                    inUse.TryGetValue(curve.Label, out var found)
                        ? curve with
                        {
                            Threshold = found.Threshold,
                            ThresholdProbability = found.Probability,
                        }
                        : curve
                ),
            ],
        };
    }

    /// <summary>Wrong documents, of each label the most certain first.</summary>
    public async Task<IReadOnlyList<ModelMistake>> MistakesAsync(
        string id,
        string? datasetType,
        string? label,
        string? limit,
        CancellationToken cancellationToken
    )
    {
        int count = DefaultLimit;
        if (
            limit is not null
            && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MaxLimit)
        )
            throw ModelErrors.Bad($"limit '{limit}' is not a whole number from 1 to {MaxLimit}");
        var insights = await FindAsync(id, datasetType, cancellationToken);
        if (label is not null && !insights.Confusion.Labels.Contains(label))
            throw ModelErrors.Bad($"the model has no label '{label}': use one of {string.Join(", ", insights.Confusion.Labels)}");
        return [.. insights.Mistakes.Where(m => label is null || m.Label == label).OrderByDescending(Certainty).Take(count)];
    }

    private static double Certainty(ModelMistake mistake) =>
        mistake.Probability is not { } p ? 0
        : mistake.Mistake == "wrong" ? p
        : 1 - p;

    private async Task<ModelInsights> FindAsync(string id, string? datasetType, CancellationToken cancellationToken)
    {
        if (datasetType is not null)
            ModelQueries.CheckDatasetType(datasetType);
        var model = await queries.FindInUseAsync(id, cancellationToken);
        foreach (string type in datasetType is null ? ModelQueries.TestedFirst : [datasetType])
            if (await reports.FindInsightsAsync(model.TaskId, type, cancellationToken) is { } insights)
                return insights;
        throw ModelErrors.Bad(
            $"model {id} has not been evaluated{(datasetType is null ? "" : " on " + datasetType)}, or by an earlier release: "
                + $"its training_status is {model.TrainingStatus} and its ext_status {model.ExtStatus ?? "null"}"
        );
    }
}
