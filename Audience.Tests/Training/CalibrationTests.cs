using Audience.Labeling.Prepared;
using Audience.Labeling.Scoring;
using Audience.Training;
using Audience.Training.Calibrating;

namespace Audience.Tests.Training;

/// <summary>Probabilities mean what they say.</summary>
[Category("unit")]
internal sealed class CalibrationTests
{
    [Test]
    public void The_curve_of_each_label_is_found()
    {
        var random = new Random(3);
        (double Scale, double Offset)[] made = [(2, 1), (0.5, -2)];
        var documents = Enumerable
            .Range(0, 20_000)
            .Select(_ =>
            {
                double[] scores = [random.NextDouble() * 6 - 3, random.NextDouble() * 6 - 3];
                int[] truth =
                [
                    .. Enumerable
                        .Range(0, 2)
                        .Where(l => random.NextDouble() < 1 / (1 + Math.Exp(-(scores[l] * made[l].Scale + made[l].Offset)))),
                ];
                return (truth, scores);
            })
            .ToList();

        var calibration = CalibrationFit.Fit(documents, oneLabel: false, votes: false)!;
        foreach (double score in new[] { -2.0, 0, 1.5 })
        {
            double[] found = new double[2];
            calibration.Apply([score, score], found);
            double[] expected = [.. made.Select(m => 1 / (1 + Math.Exp(-(score * m.Scale + m.Offset))))];
            Assert.That(found, Is.EqualTo(expected).Within(0.02), $"score {score}");
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void The_score_of_a_probability_has_it(bool votes)
    {
        var calibration = new Calibration([1.5, 0, -1], [-0.3, 0, 0], oneLabel: false, votes);
        foreach (double probability in new[] { 0.05, 0.5, 0.9 })
        {
            double score = calibration.ScoreOf(0, probability)!.Value;
            double[] found = new double[3];
            calibration.Apply([score, 0, 0], found);
            Assert.That(found[0], Is.EqualTo(probability).Within(1e-9));
            Assert.That(calibration.ProbabilityOf(0, score), Is.EqualTo(probability).Within(1e-9));
        }
        Assert.That(calibration.ScoreOf(1, 0.5), Is.Null, "the score says nothing");
        Assert.That(calibration.ScoreOf(2, 0.5), Is.Null, "a larger score makes it less probable");
        Assert.That(new Calibration([1], [0], oneLabel: true, votes).ScoreOf(0, 0.5), Is.Null);
    }

    [Test]
    public void One_scale_is_found_for_labels_that_exclude_each_other()
    {
        var random = new Random(4);
        var documents = Enumerable
            .Range(0, 20_000)
            .Select(_ =>
            {
                double[] scores = [random.NextDouble(), random.NextDouble(), random.NextDouble()];
                double[] weights = Array.ConvertAll(scores, s => Math.Exp(3 * s));
                double drawn = random.NextDouble() * weights.Sum();
                int truth =
                    drawn < weights[0] ? 0
                    : drawn < weights[0] + weights[1] ? 1
                    : 2;
                return (new[] { truth }, scores);
            })
            .ToList();

        var calibration = CalibrationFit.Fit(documents, oneLabel: true, votes: false)!;
        double[] found = new double[3];
        calibration.Apply([1.0, 0.5, 0], found);
        double sum = Math.Exp(3) + Math.Exp(1.5) + 1;
        Assert.That(found, Is.EqualTo(new[] { Math.Exp(3) / sum, Math.Exp(1.5) / sum, 1 / sum }).Within(0.02));
    }

    [Test]
    public void Scores_that_lean_to_the_wrong_label_are_set_right()
    {
        var calibration = Leaning(20_000);
        double[] found = new double[2];
        calibration.Apply([0.3, 0], found);
        Assert.That(found[1], Is.EqualTo(0.7).Within(0.02), "as many have the label");
        calibration.Apply([2, 0.0], found);
        Assert.That(found[0], Is.GreaterThan(0.5), "what it knows it still knows");
    }

    [Test]
    public void Few_documents_say_next_to_nothing_about_the_shares_of_labels()
    {
        double[] found = new double[2];
        Leaning(4).Apply([0.3, 0], found);
        Assert.That(found[1], Is.InRange(0.4, 0.8), "all four have the label");
    }

    // Of a model that knows one text in ten, and of the others says what its bias does, which is on the wrong side.
    private static Calibration Leaning(int count)
    {
        var documents = Enumerable
            .Range(0, count)
            .Select(i =>
            {
                int truth = i / 10 % 10 < 7 ? 1 : 0;
                return (
                    new[] { truth },
                    i % 10 > 0 ? [0.3, 0.0]
                    : truth == 0 ? new[] { 2.0, 0 }
                    : [0, 2.0]
                );
            })
            .ToList();
        return CalibrationFit.Fit(documents, oneLabel: true, votes: false)!;
    }

    [Test]
    public void A_label_with_few_documents_takes_the_curve_of_all()
    {
        var random = new Random(5);
        var documents = Enumerable
            .Range(0, 500)
            .Select(i =>
            {
                double score = random.NextDouble() * 4 - 2;
                bool has = random.NextDouble() < 1 / (1 + Math.Exp(-2 * score));
                return (has ? new[] { 0 } : [], new[] { score, double.NegativeInfinity });
            })
            .ToList();
        var calibration = CalibrationFit.Fit(documents, oneLabel: false, votes: false)!;
        double[] found = new double[2];
        calibration.Apply([2, double.NegativeInfinity], found);
        Assert.That(found[0], Is.EqualTo(0.98).Within(0.05));
        Assert.That(found[1], Is.Zero, "it is never given");
        Assert.That(CalibrationFit.Fit([], oneLabel: true, votes: false), Is.Null);
    }

    [Test]
    public void Every_kind_of_model_says_how_sure_it_is(
        [Values(ModelKind.Svm, ModelKind.LogisticRegression, ModelKind.RandomForest, ModelKind.TermWeight)] ModelKind kind,
        [Values] bool multiLabel
    )
    {
        // A quarter of the labels is wrong: whoever is right says so of three documents in four.
        var all = Noisy(multiLabel ? TrainingTexts.MultiLabel(500) : TrainingTexts.SingleLabel(500));
        var set = all with { Documents = [.. all.Documents.Take(200)] };
        var model = PreparedModel.FromBytes(ModelTrainer.Train(kind, set, null, CancellationToken.None).ToBytes());
        double said = 0,
            right = 0;
        foreach (var document in all.Documents.Skip(200))
        {
            double[] probabilities = model.Probabilities(document.Text)!;
            Assert.That(probabilities, Is.All.InRange(0, 1));
            if (!multiLabel)
                Assert.That(probabilities.Sum(), Is.EqualTo(1).Within(1e-9));
            for (int label = 0; label < probabilities.Length; label++)
            {
                bool has = document.Labels.Contains(model.Labels[label]);
                if (multiLabel || probabilities[label] == probabilities.Max())
                    (said, right) = (said + probabilities[label], right + (has ? 1 : 0));
            }
        }
        Assert.That(said / right, Is.EqualTo(1).Within(0.12), $"{said:0} of {right:0}");
    }

    [Test]
    public void Pieces_of_a_text_add_up_to_its_score([Values(ModelKind.LogisticRegression, ModelKind.TermWeight)] ModelKind kind)
    {
        var set = TrainingTexts.SingleLabel(300);
        var model = ModelTrainer.Train(kind, set, null, CancellationToken.None);
        foreach (string text in set.Documents.Take(20).Select(d => d.Text))
            for (int label = 0; label < model.Labels.Count; label++)
            {
                var parts = model.Parts(text, label, int.MaxValue);
                double bias = model.Scores("\uD83D")[label];
                Assert.That(parts.Sum(p => p.Added) + bias, Is.EqualTo(model.Scores(text)[label]).Within(1e-4), text);
                Assert.That(parts, Is.Ordered.Descending.By("Added").Using((double a, double b) => Math.Abs(a).CompareTo(Math.Abs(b))));
                Assert.That(parts.All(p => p.Start >= 0 && p.Start + p.Length <= text.Length), text);
            }
    }

    private static TrainingSet Noisy(TrainingSet set)
    {
        var random = new Random(9);
        return set with
        {
            Documents =
            [
                .. set.Documents.Select(d =>
                    random.Next(4) > 0 ? d
                    : set.MultiLabel ? d with { Labels = [.. set.Labels.Except(d.Labels)] }
                    : d with { Labels = [set.Labels[random.Next(set.Labels.Count)]] }
                ),
            ],
        };
    }
}
