using Audience.Labeling.Features;
using Audience.Labeling.Linear;
using Audience.Training;
using Audience.Training.Linear;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Audience.Tests.Training;

/// <summary>Our scorer says of every document what ML.NET's own Transform says.</summary>
public sealed class ExportedWeightsTests
{
    private static readonly Documents Single = new(TrainingTexts.SingleLabel(300), CancellationToken.None);
    private static readonly Documents Multi = new(TrainingTexts.MultiLabel(300), CancellationToken.None);

    [Test]
    public void Maximum_entropy()
    {
        var (features, data) = Read(Single);
        var (theirs, labels) = MaximumEntropyFit.Model(data, 0.05f, _ => { }, CancellationToken.None);
        var ours = Model(Single, features, MaximumEntropyFit.Fit(data, 0.05f, _ => { }, CancellationToken.None));
        int[] classOf = [.. Enumerable.Range(0, labels.Length)];
        MLContext context = new(FitRows.Seed);
        var output = theirs.Transform(FitRows.OfClasses(context, data, classOf, labels.Length, () => { }, CancellationToken.None));
        float[][] scores = [.. output.GetColumn<float[]>("Score")];
        uint[] predicted = [.. output.GetColumn<uint>("PredictedLabel")];
        Assert.That(scores, Has.Length.EqualTo(300));
        using (Assert.EnterMultipleScope())
        {
            for (int document = 0; document < scores.Length; document++)
            {
                // Theirs are probabilities.
                float[] own = Softmax(ours.Score(Single.Texts[document]));
                Assert.That(own, Is.EqualTo(scores[document]).Within(1e-4f));
                Assert.That(labels[predicted[document] - 1], Is.EqualTo(Array.IndexOf(own, own.Max())));
                Assert.That(labels[predicted[document] - 1], Is.EqualTo(Single.Truth[document][0]), "it has learned what it was shown");
            }
        }
    }

    [Test]
    public void Logistic_regression_of_a_label()
    {
        var (features, data) = Read(Multi);
        var ours = Model(Multi, features, LabelFits.Logistic(data, 0.05f, _ => { }, CancellationToken.None));
        for (int label = 0; label < data.Labels; label++)
        {
            MLContext context = new(FitRows.Seed);
            Compare(
                label,
                ours,
                LabelFits
                    .LogisticModel(data, label, 0.05f, () => { }, CancellationToken.None)
                    .Transform(FitRows.OfLabel(context, data, label, () => { }, CancellationToken.None))
            );
        }
    }

    [Test]
    public void Averaged_perceptron_of_a_label()
    {
        var (features, data) = Read(Multi);
        var ours = Model(Multi, features, LabelFits.Perceptron(data, 1, _ => { }, CancellationToken.None));
        for (int label = 0; label < data.Labels; label++)
        {
            MLContext context = new(FitRows.Seed);
            Compare(
                label,
                ours,
                LabelFits
                    .PerceptronModel(data, label, 1, () => { }, CancellationToken.None)
                    .Transform(FitRows.OfLabel(context, data, label, () => { }, CancellationToken.None))
            );
        }
    }

    private static void Compare(int label, LinearModel ours, IDataView theirs)
    {
        float[] scores = [.. theirs.GetColumn<float>("Score")];
        bool[] predicted = [.. theirs.GetColumn<bool>("PredictedLabel")];
        Assert.That(scores, Has.Length.EqualTo(300));
        using (Assert.EnterMultipleScope())
        {
            for (int document = 0; document < scores.Length; document++)
            {
                float own = ours.Score(Multi.Texts[document])[label];
                Assert.That(own, Is.EqualTo(scores[document]).Within(1e-4f));
                Assert.That(predicted[document], Is.EqualTo(own > 0));
            }
        }
    }

    private static (TfIdf Features, FitData Data) Read(Documents documents)
    {
        var features = TfIdf.Learn(documents.Texts, LinearTrainer.MaxTokens, CancellationToken.None);
        return (features, LinearTrainer.Data(documents, features, CancellationToken.None));
    }

    private static LinearModel Model(Documents documents, TfIdf features, LinearWeights weights) =>
        new(documents.Labels, features, weights.Weights, weights.Bias, null);

    private static float[] Softmax(float[] scores)
    {
        float[] powers = [.. scores.Select(score => MathF.Exp(score - scores.Max()))];
        return [.. powers.Select(power => power / powers.Sum())];
    }
}
