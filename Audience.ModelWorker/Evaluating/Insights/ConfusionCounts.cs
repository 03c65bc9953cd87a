using Audience.Contracts.Models;

namespace Audience.ModelWorker.Evaluating.Insights;

/// <summary>Counts which labels are taken for which.</summary>
/// <param name="labels">All labels of documents and model.</param>
/// <param name="oneLabel">Whether each document has and gets exactly one.</param>
internal sealed class ConfusionCounts(IReadOnlyList<string> labels, bool oneLabel)
{
    private readonly long[][] _matrix = [.. labels.Select(_ => new long[labels.Count])];
    private readonly long[] _both = new long[labels.Count],
        _wrong = new long[labels.Count],
        _missed = new long[labels.Count];
    private long _documents;

    /// <summary>Adds a document.</summary>
    public void Add(IReadOnlyCollection<int> truth, IReadOnlyCollection<int> predicted)
    {
        _documents++;
        foreach (int label in predicted)
            (truth.Contains(label) ? _both : _wrong)[label]++;
        foreach (int label in truth)
            if (!predicted.Contains(label))
                _missed[label]++;
        if (oneLabel && truth.Count == 1 && predicted.Count == 1)
            _matrix[truth.First()][predicted.First()]++;
    }

    public ModelConfusion ToConfusion(string datasetType) =>
        new()
        {
            DatasetType = datasetType,
            Documents = _documents,
            Labels = labels,
            Matrix = oneLabel ? _matrix : null,
            PerLabel =
            [
                .. labels.Select(
                    (label, i) =>
                        new LabelConfusion
                        {
                            Label = label,
                            TruePositives = _both[i],
                            FalsePositives = _wrong[i],
                            FalseNegatives = _missed[i],
                            TrueNegatives = _documents - _both[i] - _wrong[i] - _missed[i],
                        }
                ),
            ],
        };
}
