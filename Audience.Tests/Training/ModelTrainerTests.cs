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
    private static readonly TrainingSet s_single = TrainingTexts.SingleLabel(150),
        s_multi = TrainingTexts.MultiLabel(150);

    // Learned once for the tests that look at them.
    private PreparedModel _single = null!,
        _multi = null!;

    [OneTimeSetUp]
    public void Learn() => (_single, _multi) = (Train(s_single), Train(s_multi));

    [Test]
    public void Learns_to_tell_subjects_apart() =>
        Assert.That(MacroF1(Train(TrainingTexts.SingleLabel(200)), TrainingTexts.SingleLabel(300)), Is.GreaterThan(0.95));

    [Test]
    public void Learns_several_labels_at_a_time() =>
        Assert.That(MacroF1(Train(TrainingTexts.MultiLabel(250)), TrainingTexts.MultiLabel(300)), Is.GreaterThan(0.95));

    [Test]
    public void Gives_the_same_bytes_each_time([Values] bool multiLabel)
    {
        byte[] first = (multiLabel ? _multi : _single).ToBytes();
        Assert.That(Train(multiLabel ? s_multi : s_single).ToBytes(), Is.EqualTo(first));
    }

    [Test]
    public void Gives_a_model_that_its_bytes_make_again([Values] bool multiLabel)
    {
        var (set, model) = multiLabel ? (s_multi, _multi) : (s_single, _single);
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
        var set = multiLabel ? s_multi : s_single;
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
        var set = s_multi;
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
        var set = s_single;
        LabeledText[] odd = [new("", ["美食"]), new("!!! …", ["運動"]), new("\uD83D", ["旅行"]), new("沒有標籤", [])];
        Assert.That(Train(set with { Documents = [.. set.Documents, .. odd] }).ToBytes(), Is.EqualTo(_single.ToBytes()));
    }

    [Test]
    public void Tells_its_progress_rising_from_0_to_1([Values] bool multiLabel)
    {
        List<double> told = [];
        ModelTrainer.Train(kind, multiLabel ? s_multi : s_single, new Listener(told.Add), CancellationToken.None);
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
