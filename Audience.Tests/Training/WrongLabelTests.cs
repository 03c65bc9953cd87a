using Audience.Labeling.Prepared;
using Audience.Training;
using Audience.Training.Linear;

namespace Audience.Tests.Training;

/// <summary>Documents whose labels are wrong are not learned from, where there are many of them.</summary>
[Category("unit")]
internal sealed class WrongLabelTests
{
    private const int Count = 1_200;
    private static readonly LinearSetting Setting = new(LossKind.SquaredHinge, 0.05f, 0);

    private static TrainingWatch Watch => new(null, default);

    [Test]
    public void Of_a_tenth_of_wrong_labels_most_are_left_out()
    {
        var (documents, wrong) = Documents(10, hard: 0);
        var found = Find(documents);
        Assert.That(found, Is.Not.Null);
        int[] left = [.. Enumerable.Range(0, Count).Where(d => found!.Value.LeftOut[d]).Select(d => documents.Origin[d])];
        Assert.That(left.Intersect(wrong).Count(), Is.GreaterThan(0.6 * wrong.Count), "of the wrong ones");
        Assert.That(left.Intersect(wrong).Count(), Is.GreaterThan(0.9 * left.Length), "of those left out");
    }

    [TestCase(0, Description = "all are told by their words")]
    [TestCase(3, Description = "a third of the texts says nothing of its label: models err, but not where they are certain")]
    [TestCase(1, Description = "no text says anything of its label: models err everywhere")]
    public void Where_labels_are_right_all_documents_are_learned_from(int hard) => Assert.That(Find(Documents(0, hard).Documents), Is.Null);

    [Test]
    public void Models_forget_wrong_labels_but_say_how_often_labels_are_wrong(
        [Values(ModelKind.Svm, ModelKind.LogisticRegression, ModelKind.TermWeight)] ModelKind kind
    )
    {
        var (documents, wrong) = Documents(10, hard: 0);
        var set = new TrainingSet(
            documents.Labels,
            false,
            [.. documents.Texts.Zip(documents.Truth, (text, truth) => new LabeledText(text, [documents.Labels[truth[0]]]))]
        );
        var model = ModelTrainer.Train(kind, set, null, default);
        double sure = set.Documents.Average(document => model.Probabilities(document.Text)!.Max());
        Assert.That(sure, Is.EqualTo(1 - (double)wrong.Count / Count).Within(0.07), "calibrated on the others alone they would be sure");
    }

    [Test]
    public void All_documents_are_judged_by_what_was_learned_without_wrong_labels()
    {
        var (documents, wrong) = Documents(10, hard: 0);
        var (data, scores) = HeldOut(documents);
        float[]?[]? without = WrongLabels.ScoresWithout(documents, data, Setting, scores, Watch);
        Assert.That(without, Is.Not.Null.And.None.Null, "every document is judged");
        int[] contradicted = [.. Enumerable.Range(0, Count).Where(d => without![d]!.Max() > without[d]![documents.Truth[d][0]])];
        Assert.That(contradicted.Select(d => documents.Origin[d]), Is.EquivalentTo(wrong), "by models that know nothing of wrong labels");
    }

    private static (bool[] LeftOut, LinearSetting Setting, float[]?[] Scores)? Find(Documents documents)
    {
        var (data, scores) = HeldOut(documents);
        return WrongLabels.Find(documents, data, Setting, scores, Watch);
    }

    private static (FitData Data, float[]?[] Scores) HeldOut(Documents documents)
    {
        var features = Audience.Labeling.Features.TfIdf.Learn(documents.Texts, default, 1_000, default);
        var data = LinearTrainer.Data(documents, features, documents.Count, default);
        return (data, Trials.Run(data, documents.Fold, 2, false, [Setting], Watch)[0]);
    }

    // Words of one label or the other among noise; one in so many texts has noise alone, one in so many the other label.
    private static (Documents Documents, HashSet<int> Wrong) Documents(int wrongOneOf, int hard)
    {
        var random = new Random(5);
        HashSet<int> wrong = [];
        var texts = new List<LabeledText>();
        for (int i = 0; i < Count; i++)
        {
            int label = i % 2;
            string told = hard > 0 && random.Next(hard) == 0 ? "" : $"{"ab"[label]}{random.Next(10)} {"ab"[label]}{random.Next(10)}";
            string noise = string.Join(' ', Enumerable.Range(0, 8).Select(_ => $"n{random.Next(200)}"));
            bool flip = wrongOneOf > 0 && random.Next(wrongOneOf) == 0;
            if (flip)
                wrong.Add(i);
            texts.Add(new LabeledText($"{told} {noise}", [(label == 1) ^ flip ? "b" : "a"]));
        }
        return (new Documents(new TrainingSet(["a", "b"], false, texts), default), wrong);
    }
}
