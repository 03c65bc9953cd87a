using System.Globalization;
using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Models;

/// <summary>What a model's page shows.</summary>
public sealed record ModelInsight
{
    private const int MostMistakes = 20,
        MaxOthers = 200;

    /// <summary>The model.</summary>
    public required ModelStatus Model { get; init; }

    /// <summary>What is asked for.</summary>
    public required ModelQuery Query { get; init; }

    /// <summary>Its evaluations.</summary>
    public IReadOnlyList<ModelReport> Reports { get; init; } = [];

    /// <summary>Why there is none.</summary>
    public string ReportMistake { get; init; } = "";

    /// <summary>Which labels are taken for which; null where it was not evaluated.</summary>
    public ModelConfusion? Confusion { get; init; }

    /// <summary>What its probabilities are worth; null where it has none.</summary>
    public ModelCurves? Curves { get; init; }

    /// <summary>Its mistakes, those first of which it was most certain.</summary>
    public IReadOnlyList<ModelMistake> Mistakes { get; init; } = [];

    /// <summary>Its terms, the heaviest first; null where it has none.</summary>
    public IReadOnlyList<TermWeightRow>? Terms { get; init; }

    /// <summary>What the votes of other models weigh; null where none vote.</summary>
    public ModelVotes? Votes { get; init; }

    /// <summary>What it may be tested on.</summary>
    public IReadOnlyList<DataSetSummary> DataSets { get; init; } = [];

    /// <summary>Models that look at the same and may be compared with it, the latest first; none before it was evaluated.</summary>
    public IReadOnlyList<ModelStatus> Others { get; init; } = [];

    /// <summary>What was wrong with the last change.</summary>
    public string? Mistake { get; init; }

    /// <summary>Whether something goes on that changes it.</summary>
    public bool IsBusy => Model.TrainingStatus is "pending" or "started" || Model.ExtStatus is "pending" or "started";

    /// <summary>Asks the API for all of it.</summary>
    public static async Task<ModelInsight> AskAsync(
        AudienceClient api,
        string id,
        ModelQuery query,
        string? mistake,
        CancellationToken cancellationToken
    )
    {
        var model = await api.GetModelStatusAsync(id, cancellationToken);
        var sets = api.ListDataSetsAsync(cancellationToken);
        var others = api.ListModelsAsync(MaxOthers, "finished", cancellationToken);
        var reports = Ask.TryAsync(() => api.GetModelReportAsync(id, cancellationToken));
        var confusion = Ask.TryAsync(() => api.GetModelConfusionAsync(id, query.DatasetType, cancellationToken));
        var curves = Ask.TryAsync(() => api.GetModelCurvesAsync(id, query.DatasetType, cancellationToken));
        var mistakes = Ask.TryAsync(() => api.ListModelErrorsAsync(id, query.DatasetType, query.Label, MostMistakes, cancellationToken));
        var terms = model is { ModelName: "TERM_WEIGHT_MODEL", TrainingStatus: "finished" }
            ? (await Ask.TryAsync(() => api.ListTermWeightsAsync(id, cancellationToken: cancellationToken))).Answer
            : null;
        var votes = model is { ModelName: "LABEL_VOTE_MODEL", TrainingStatus: "finished" }
            ? (await Ask.TryAsync(() => api.GetModelVotesAsync(id, cancellationToken))).Answer
            : null;
        return new ModelInsight
        {
            Model = model,
            Query = query,
            DataSets = [.. await sets],
            Reports = [.. (await reports).Answer ?? []],
            ReportMistake = (await reports).Mistake ?? "",
            Confusion = (await confusion).Answer,
            Others = (await confusion).Answer is null ? [] : [.. (await others).Where(m => m.TaskId != id && m.Feature == model.Feature)],
            Curves = (await curves).Answer,
            Mistakes = [.. (await mistakes).Answer ?? []],
            Terms = terms is null ? null : [.. terms.OrderByDescending(t => Math.Abs(t.Weight))],
            Votes = votes,
            Mistake = mistake,
        };
    }
}

/// <summary>What of a model is looked at.</summary>
/// <param name="Id">The model.</param>
/// <param name="DatasetType">dev, test or ext_test; null for the API's choice.</param>
/// <param name="Label">The label of curve and mistakes; null for the first, and for mistakes about any.</param>
/// <param name="Threshold">The least probability that is looked at, 0 to 1.</param>
public sealed record ModelQuery(string Id, string? DatasetType, string? Label, double Threshold)
{
    /// <summary>As an address asks for it; what means nothing is left out.</summary>
    public static ModelQuery Of(string id, IQueryCollection query) =>
        new(
            id,
            query["on"].ToString() is "dev" or "test" or "ext_test" ? query["on"].ToString() : null,
            query["label"].ToString() is { Length: > 0 } label ? label : null,
            double.TryParse(query["threshold"], CultureInfo.InvariantCulture, out double threshold) && threshold is >= 0 and <= 1
                ? threshold
                : 0.5
        );

    /// <summary>The page's address.</summary>
    public override string ToString()
    {
        var fields = new Dictionary<string, string?>
        {
            ["on"] = DatasetType,
            ["label"] = Label,
            ["threshold"] = Threshold.ToString(CultureInfo.InvariantCulture),
        };
        return $"{ConsoleRegistration.Path}/models/{Id}{QueryString.Create(fields.Where(f => f.Value is not null))}";
    }
}
