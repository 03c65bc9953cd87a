using Audience.Contracts.Models;
using Audience.Data.Datasets;
using Audience.Labeling.Prepared;

namespace Audience.ModelWorker.Evaluating.Insights;

/// <summary>Gathers what an evaluation shows beside its report, document by document; memory grows with the labels only.</summary>
internal sealed class InsightBuilder
{
    private readonly PreparedModel _model;
    private readonly Dictionary<string, int> _numbers;
    private readonly ConfusionCounts _confusion;
    private readonly ProbabilityCurves _curves;
    private readonly CertainMistakes _mistakes;

    /// <param name="model">The model.</param>
    /// <param name="job">Whose labels the documents have.</param>
    public InsightBuilder(PreparedModel model, LabelingJob job)
    {
        _model = model;
        string[] labels = [.. model.Labels.Union(job.Labels)];
        _numbers = labels.Index().ToDictionary(l => l.Item, l => l.Index, StringComparer.Ordinal);
        bool oneLabel = !job.IsMultiLabel && !model.MultiLabel;
        _confusion = new ConfusionCounts(labels, oneLabel);
        _curves = new ProbabilityCurves(model.Labels, oneLabel);
        _mistakes = new CertainMistakes(model, labels);
    }

    /// <summary>Adds a document.</summary>
    public void Add(LabelingDocument document, IReadOnlyList<string> predicted)
    {
        int[] truth = [.. document.Labels.Select(label => _numbers[label]).Distinct()],
            given = [.. predicted.Select(label => _numbers[label])];
        _confusion.Add(truth, given);
        double[]? probabilities = _model.HasScores ? _model.Probabilities(document.Text) : null;
        if (probabilities is not null)
            _curves.Add(probabilities, truth);
        _mistakes.Add(document, predicted, truth, given, probabilities);
    }

    public ModelInsights Build(string datasetType) =>
        new()
        {
            Confusion = _confusion.ToConfusion(datasetType),
            Curves = _model.Calibration is null ? null : _curves.ToCurves(datasetType),
            Mistakes = _mistakes.ToList(),
        };
}
