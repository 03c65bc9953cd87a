namespace Audience.Training.Reviewing;

/// <summary>
/// Where each document has one label: it is doubtful where another one is more probable, each measured by how sure models are of the
/// documents that have it. So a label of which they never are sure is not suspected throughout.
/// </summary>
internal sealed class OneLabel : IJudge
{
    private readonly Documents _documents;
    private readonly double[][] _probabilities;

    // By label: the mean probability that its own documents have it, against the mean of all labels.
    private readonly double[] _lead;

    public OneLabel(Documents documents, double[][] probabilities)
    {
        (_documents, _probabilities) = (documents, probabilities);
        var sure = Enumerable
            .Range(0, documents.Count)
            .GroupBy(document => documents.Truth[document][0], document => probabilities[document][documents.Truth[document][0]])
            .ToDictionary(label => label.Key, label => label.Average());
        double mean = sure.Values.Average();
        _lead = [.. Enumerable.Range(0, documents.Labels.Count).Select(label => sure.GetValueOrDefault(label, mean) - mean)];
    }

    public LabelDoubt Judge(int document)
    {
        int given = _documents.Truth[document][0];
        double[] probabilities = _probabilities[document];
        int other = -1;
        for (int label = 0; label < probabilities.Length; label++)
            if (label != given && (other < 0 || Of(label) > Of(other)))
                other = label;
        // From -1, where the given label is sure, to 1, where another one is.
        double margin = Math.Clamp(Of(other) - Of(given), -1, 1);
        return new LabelDoubt(document, (1 + margin) / 2, [margin > 0 ? other : given]);

        double Of(int label) => probabilities[label] - _lead[label];
    }
}
