using Audience.Training;
using Audience.Training.Linear;

namespace Audience.Tests.Training;

/// <summary>Held-out documents are seen as a model will see texts that it has not learned from.</summary>
[Category("unit")]
internal sealed class HeldOutTokensTests
{
    [Test]
    public void A_held_out_document_is_seen_by_the_tokens_that_others_have()
    {
        var known = new KnownTokens(
            new FitData(
                [new([0, 2], [0.6f, 0.8f]), new([2, 3], [0.6f, 0.8f])],
                [
                    [0],
                    [1],
                ],
                2,
                5,
                true
            )
        );
        var row = known.Of(new SparseRow([0, 1, 3, 4], [0.3f, 0.5f, 0.4f, 0.7f]));
        Assert.That(row.Tokens, Is.EqualTo([0, 3]));
        Assert.That(row.Values, Is.EqualTo([0.6f, 0.8f]).Within(1e-6f), "of length 1 again");
        Assert.That(known.Of(new SparseRow([1, 4], [0.6f, 0.8f])).Tokens, Is.Empty);
        var whole = new SparseRow([0, 2], [0.6f, 0.8f]);
        Assert.That(known.Of(whole), Is.EqualTo(whole));
    }

    [Test]
    public void Counts_are_not_brought_to_length_1()
    {
        // Token 0 is of label 1; token 1 is the held-out document's own.
        int[] fold = [0, .. Enumerable.Repeat(1, 40)];
        SparseRow[] rows =
        [
            new([0, 1], [3, 4]),
            .. Enumerable.Range(0, 40).Select(d => d % 2 == 0 ? new SparseRow([], []) : new([0], [1])),
        ];
        int[][] truth =
        [
            [1],
            .. Enumerable.Range(0, 40).Select(d => (int[])[d % 2]),
        ];
        float counted = Margin(new FitData(rows, truth, 2, 2)),
            ofLength1 = Margin(new FitData(rows, truth, 2, 2, UnitLength: true));
        Assert.That(counted, Is.GreaterThan(1.5f * ofLength1));

        float Margin(FitData data)
        {
            var setting = new LinearSetting(LossKind.Logistic, 20, 0);
            float[] scores = Trials.Run(data, fold, 1, false, [setting], new TrainingWatch(null, default))[0][0]!;
            return scores[1] - scores[0];
        }
    }
}
