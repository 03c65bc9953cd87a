using Audience.Labeling.Prepared;
using Audience.Training;
using Audience.Training.Linear;

namespace Audience.Tests.Training;

/// <summary>Labels that few documents have are found, and few documents are enough to tell labels apart.</summary>
[Category("unit")]
internal sealed class RareLabelTests
{
    [Test]
    public void A_rare_label_is_favoured_as_far_as_that_is_right_more_often()
    {
        var random = new Random(5);
        var scored = Enumerable
            .Range(0, 4_000)
            .Select(_ =>
            {
                float score = (float)(random.NextDouble() * 6 - 6);
                bool has = random.NextDouble() < 1 / (1 + Math.Exp(-2 * score));
                return ((int[])[has ? 1 : 0], (float[])[-score, score]);
            })
            .ToList();
        int having = scored.Count(d => d.Item1[0] == 1);

        var (taken, f1) = Favour.Choose(scored, 2);
        var plain = FastF1.Single(scored.Select(d => (d.Item1[0], d.Item2[1] > d.Item2[0] ? 1 : 0)), 2);
        Assert.That(having, Is.LessThan(500));
        Assert.That(taken[1], Is.LessThan(taken[0]), "the rare label loses less");
        Assert.That(f1, Is.GreaterThan(plain + 0.003));
    }

    [Test]
    public void Labels_that_are_told_apart_without_doubt_are_not_favoured()
    {
        var scored = Enumerable.Range(0, 100).Select(d => ((int[])[d < 5 ? 1 : 0], (float[])[d < 5 ? -1 : 1, d < 5 ? 1 : -1])).ToList();
        Assert.That(Favour.Choose(scored, 2).Taken, Is.EqualTo([0f, 0f]));
    }

    [TestCase(ModelKind.LogisticRegression)]
    [TestCase(ModelKind.Svm)]
    [TestCase(ModelKind.TermWeight)]
    public void A_model_that_favours_a_rare_label_is_the_same_from_its_bytes(ModelKind kind)
    {
        var random = new Random(9);
        // A word that one in three texts with the rare label has, and one in thirty without it.
        LabeledText[] texts =
        [
            .. Enumerable
                .Range(0, 1_200)
                .Select(i =>
                {
                    bool rare = i % 20 == 0;
                    string told = random.NextDouble() < (rare ? 0.33 : 0.033) ? " signal" : "";
                    return new LabeledText($"word{random.Next(40)} word{random.Next(40)}{told}", [rare ? "rare" : "common"]);
                }),
        ];
        var model = ModelTrainer.Train(kind, new TrainingSet(["common", "rare"], false, texts), null, CancellationToken.None);
        var again = PreparedModel.FromBytes(model.ToBytes());
        Assert.That(again.Thresholds, Is.EqualTo(model.Thresholds));
        Assert.That(texts.All(text => again.Predict(text.Text).SequenceEqual(model.Predict(text.Text))), Is.True);
        Assert.That(texts.All(text => model.Predict(text.Text).Count == 1), Is.True, "each text gets exactly one label");
        Assert.That(model.Predict("word1 signal"), Is.EqualTo(["rare"]), "although two of three texts with this word are common");
    }

    [Test]
    public void Tokens_of_one_label_weigh_more_than_tokens_of_all()
    {
        var data = new FitData(
            [.. Enumerable.Range(0, 40).Select(d => new SparseRow([0, 1 + d % 2], [1, 1]))],
            [.. Enumerable.Range(0, 40).Select(d => (int[])[d % 2])],
            2,
            3
        );
        float[] ratios = LabelRatios.Of(data);
        Assert.That(ratios[0], Is.LessThan(0.1f * ratios[1]));
        Assert.That(ratios[1], Is.EqualTo(ratios[2]).Within(1e-5f));
        Assert.That(ratios.Average(ratio => ratio * ratio), Is.EqualTo(1).Within(1e-5f));
    }

    [Test]
    public void Few_documents_do_not_give_all_texts_the_label_that_a_few_more_have()
    {
        // Of ten letters each label prefers five; 24 documents of the one, 16 of the other.
        var random = new Random(2);
        string Text(bool second) =>
            string.Join(' ', Enumerable.Range(0, 12).Select(_ => $"w{random.Next(5) + (random.NextDouble() < 0.6 == second ? 5 : 0)}"));
        LabeledText[] Texts(int count, Func<int, bool> second) =>
            [.. Enumerable.Range(0, count).Select(i => new LabeledText(Text(second(i)), [second(i) ? "b" : "a"]))];
        LabeledText[] train = Texts(40, i => i % 5 < 2),
            test = Texts(400, i => i % 2 == 0);
        foreach (var kind in (ModelKind[])[ModelKind.Svm, ModelKind.LogisticRegression])
        {
            var model = ModelTrainer.Train(kind, new TrainingSet(["a", "b"], false, train), null, CancellationToken.None);
            int given = test.Count(text => model.Predict(text.Text)[0] == "b");
            Assert.That(given, Is.InRange(120, 280), $"{kind} gives 'b' to {given} of 400, of which 200 have it");
        }
    }
}
