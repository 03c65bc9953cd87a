using Audience.Training.Linear;
using Audience.Training.Reviewing;

namespace Audience.Tests.Training;

/// <summary>Counting tells labels too.</summary>
[Category("unit")]
internal sealed class NaiveBayesTests
{
    // Documents of label 0 have token 0, those of label 1 token 1, all of them token 2; no document has label 2.
    private static readonly SparseRow[] Rows = [.. Enumerable.Range(0, 20).Select(d => new SparseRow([d % 2, 2], [0.8f, 0.6f]))];

    private static readonly int[] Fold = [.. Enumerable.Range(0, 20).Select(d => d / 4)];

    [Test]
    public void A_document_is_judged_by_the_labels_of_the_others()
    {
        double[][] scores = Scores(changed: -1);
        for (int document = 0; document < 20; document++)
        {
            Assert.That(Array.IndexOf(scores[document], scores[document].Max()), Is.EqualTo(document % 2));
            Assert.That(scores[document][2], Is.EqualTo(double.NegativeInfinity));
        }
        double[][] other = Scores(changed: 5);
        Assert.That(other[5], Is.EqualTo(scores[5]), "its own label says nothing");
        Assert.That(other[19], Is.Not.EqualTo(scores[19]), "but something of the others");
        // P(token 0 | label 0) of 8 documents with two tokens each and three tokens in all, smoothed: 9 of 19; P(token 2 | label 0) too.
        Assert.That(scores[0][0], Is.EqualTo(1.4 * Math.Log(9 / 19.0)).Within(1e-4));
    }

    private static double[][] Scores(int changed) =>
        NaiveBayes.HeldOut(
            new FitData(Rows, [.. Enumerable.Range(0, 20).Select(d => new[] { d == changed ? 1 - d % 2 : d % 2 })], 3, 3),
            Fold,
            5,
            default
        );
}
