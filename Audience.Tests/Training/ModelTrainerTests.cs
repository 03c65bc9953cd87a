using Audience.Labeling.Prepared;
using Audience.Labeling.Reports;
using Audience.Training;

namespace Audience.Tests.Training;

/// <summary>What every kind of learned model has to do.</summary>
[TestFixture(ModelKind.TermWeight)]
[TestFixture(ModelKind.RandomForest)]
[TestFixture(ModelKind.Svm)]
[TestFixture(ModelKind.LogisticRegression)]
[Category("unit")]
public sealed class ModelTrainerTests(ModelKind kind)
{
    [Test]
    public void Learns_to_tell_subjects_apart() =>
        Assert.That(MacroF1(Train(TrainingTexts.SingleLabel(400)), TrainingTexts.SingleLabel(300)), Is.GreaterThan(0.95));

    [Test]
    public void Learns_several_labels_at_a_time() =>
        Assert.That(MacroF1(Train(TrainingTexts.MultiLabel(500)), TrainingTexts.MultiLabel(300)), Is.GreaterThan(0.95));

    [Test]
    public void Gives_the_same_bytes_each_time([Values] bool multiLabel)
    {
        var set = multiLabel ? TrainingTexts.MultiLabel(150) : TrainingTexts.SingleLabel(150);
        byte[] first = Train(set).ToBytes();
        Assert.That(Train(set).ToBytes(), Is.EqualTo(first));
    }

    [Test]
    public void Gives_a_model_that_its_bytes_make_again([Values] bool multiLabel)
    {
        var set = multiLabel ? TrainingTexts.MultiLabel(150) : TrainingTexts.SingleLabel(150);
        var model = Train(set);
        var again = PreparedModel.FromBytes(model.ToBytes());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.Kind, Is.EqualTo(kind));
            Assert.That(again.MultiLabel, Is.EqualTo(multiLabel));
            Assert.That(again.Labels, Is.EqualTo(TrainingTexts.Subjects));
            Assert.That(set.Documents.Select(d => again.Predict(d.Text)), Is.EqualTo(set.Documents.Select(d => model.Predict(d.Text))));
        }
    }

    [Test]
    public void Never_gives_a_label_that_no_document_has([Values] bool multiLabel)
    {
        var set = multiLabel ? TrainingTexts.MultiLabel(150) : TrainingTexts.SingleLabel(150);
        var model = Train(set with { Labels = ["無人", .. set.Labels, "nobody"] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(model.Labels, Is.EqualTo(["無人", .. TrainingTexts.Subjects, "nobody"]));
            foreach (string text in set.Documents.Select(d => d.Text).Append("").Append("nobody 無人"))
                Assert.That(model.Predict(text), Has.No.Member("無人").And.No.Member("nobody"));
        }
    }

    [Test]
    public void Gives_a_label_that_all_documents_have()
    {
        var set = TrainingTexts.MultiLabel(150);
        var model = Train(
            new TrainingSet([.. set.Labels, "all"], true, [.. set.Documents.Select(d => d with { Labels = [.. d.Labels, "all"] })])
        );
        Assert.That(set.Documents.Count(d => model.Predict(d.Text).Contains("all")), Is.EqualTo(set.Documents.Count));
    }

    [Test]
    public void Learns_from_two_documents()
    {
        var model = Train(new TrainingSet(["a", "b"], false, [new LabeledText("貓", ["a"]), new LabeledText("狗", ["b"])]));
        Assert.That(model.Labels, Is.EqualTo(["a", "b"]));
    }

    [Test]
    public void Leaves_out_documents_without_words_and_unlabelled_ones()
    {
        var set = TrainingTexts.SingleLabel(150);
        LabeledText[] odd = [new("", ["美食"]), new("!!! …", ["運動"]), new("\uD83D", ["旅行"]), new("沒有標籤", [])];
        Assert.That(Train(set with { Documents = [.. set.Documents, .. odd] }).ToBytes(), Is.EqualTo(Train(set).ToBytes()));
    }

    [Test]
    public void Tells_its_progress_rising_from_0_to_1([Values] bool multiLabel)
    {
        List<double> told = [];
        ModelTrainer.Train(
            kind,
            multiLabel ? TrainingTexts.MultiLabel(150) : TrainingTexts.SingleLabel(150),
            new Listener(told.Add),
            CancellationToken.None
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(told, Is.Ordered.Ascending);
            Assert.That(told, Is.All.InRange(0, 1));
            Assert.That(told, Has.Count.GreaterThan(5));
            Assert.That(told[^1], Is.EqualTo(1));
        }
    }

    private PreparedModel Train(TrainingSet set) => ModelTrainer.Train(kind, set, null, CancellationToken.None);

    private static double MacroF1(PreparedModel model, TrainingSet set) =>
        new ClassificationReport(set.Labels, true, [.. set.Documents.Select(d => (d.Labels, model.Predict(d.Text)))]).MacroF1;
}
