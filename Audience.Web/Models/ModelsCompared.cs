using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Models;

/// <summary>Two models by the documents that both were evaluated on.</summary>
public sealed record ModelsCompared
{
    /// <summary>The first one.</summary>
    public required ModelStatus A { get; init; }

    /// <summary>The second one.</summary>
    public required ModelStatus B { get; init; }

    /// <summary>What each gets right alone; null where they cannot be compared.</summary>
    public ModelComparison? Comparison { get; init; }

    /// <summary>Why they cannot.</summary>
    public string? Mistake { get; init; }

    /// <summary>By label: the lines of both reports; null where a report has no such label.</summary>
    public IReadOnlyList<(string Label, ReportRow? A, ReportRow? B)> Labels { get; init; } = [];

    /// <summary>Asks the API.</summary>
    /// <param name="api">The API.</param>
    /// <param name="a">The first model.</param>
    /// <param name="b">The second model.</param>
    /// <param name="datasetType">dev, test or ext_test; null for the API's choice.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AudienceException">404: there is no such model.</exception>
    public static async Task<ModelsCompared> AskAsync(
        AudienceClient api,
        string a,
        string b,
        string? datasetType,
        CancellationToken cancellationToken
    )
    {
        var (first, second) = (await api.GetModelStatusAsync(a, cancellationToken), await api.GetModelStatusAsync(b, cancellationToken));
        var (comparison, mistake) = await Ask.TryAsync(() => api.CompareModelsAsync(a, b, datasetType, cancellationToken));
        var compared = new ModelsCompared
        {
            A = first,
            B = second,
            Comparison = comparison,
            Mistake = mistake,
        };
        if (comparison is null)
            return compared;
        var (left, right) = (
            await RowsAsync(api, a, comparison.DatasetType, cancellationToken),
            await RowsAsync(api, b, comparison.DatasetType, cancellationToken)
        );
        return compared with
        {
            Labels = [.. left.Keys.Union(right.Keys).Select(l => (l, left.GetValueOrDefault(l), right.GetValueOrDefault(l)))],
        };
    }

    private static async Task<Dictionary<string, ReportRow>> RowsAsync(
        AudienceClient api,
        string id,
        string datasetType,
        CancellationToken cancellationToken
    )
    {
        var reports = await api.GetModelReportAsync(id, cancellationToken);
        var latest = reports.Where(r => r.DatasetType == datasetType).MaxBy(r => r.Id);
        return latest is null ? [] : ReportRow.Of(latest).ToDictionary(r => r.Label);
    }
}
