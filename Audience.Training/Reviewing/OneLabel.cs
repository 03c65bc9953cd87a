namespace Audience.Training.Reviewing;

/// <summary>
/// Where each document has one label: it is doubtful where another one is more probable, each measured by how sure models are of the
/// documents that have it. So a label of which they never are sure is not suspected throughout. The doubt is the odds of the two, not
/// their difference: of a label that was given by mistake, models say that it is next to impossible, and not just less probable.
/// </summary>
internal sealed class OneLabel : IJudge
{
    // Of labels that models never find, every other one would be suspected.
    private const double LeastSure = 0.05;

    private readonly Documents _documents;
    private readonly double[][] _probabilities;

    // By label: the square root of the mean probability that its own documents have it (of that of all labels where no document has it).
    // The whole of it would suspect too few of the labels that models find hard, none of it would suspect all of those they never find.
    private readonly double[] _scale;

    public OneLabel(Documents documents, double[][] probabilities)
    {
        (_documents, _probabilities) = (documents, probabilities);
        var sure = Enumerable
            .Range(0, documents.Count)
            .GroupBy(document => documents.Truth[document][0], document => probabilities[document][documents.Truth[document][0]])
            .ToDictionary(label => label.Key, label => label.Average());
        double mean = sure.Values.Average();
        _scale =
        [
            .. Enumerable
                .Range(0, documents.Labels.Count)
                .Select(label => Math.Sqrt(Math.Max(LeastSure, sure.GetValueOrDefault(label, mean)))),
        ];
    }

    public LabelDoubt Judge(int document)
    {
        int given = _documents.Truth[document][0];
        double[] probabilities = _probabilities[document];
        int other = -1;
        for (int label = 0; label < probabilities.Length; label++)
            if (label != given && (other < 0 || Of(label) > Of(other)))
                other = label;
        double both = Of(other) + Of(given),
            doubt = both > 0 ? Of(other) / both : 0.5;
        return new LabelDoubt(document, doubt, [doubt > 0.5 ? other : given]);

        double Of(int label) => probabilities[label] / _scale[label];
    }
}
