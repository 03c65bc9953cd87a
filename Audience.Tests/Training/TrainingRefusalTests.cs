using Audience.Labeling.Prepared;
using Audience.Training;

namespace Audience.Tests.Training;

/// <summary>What nothing can be learned from is refused, in words for whoever prepares the model.</summary>
[Category("unit")]
public sealed class TrainingRefusalTests
{
    private static readonly LabeledText Cat = new("貓", ["a"]);

    private static IEnumerable<TestCaseData> Sets()
    {
        yield return Case("no label at all", new TrainingSet([], false, [new LabeledText("貓", [])]), "there is no label to learn");
        yield return Case("no document", new TrainingSet(["a", "b"], false, []), "there is no document to learn from");
        yield return Case(
            "no text",
            new TrainingSet(["a", "b"], false, [new LabeledText("", ["a"]), new LabeledText(" !", ["b"])]),
            "no document has a text with a word in it"
        );
        yield return Case(
            "one class",
            new TrainingSet(["a", "b"], false, [Cat, new LabeledText("", ["b"])]),
            "the documents with a text have one label only: two different ones are needed at least"
        );
        yield return Case(
            "no class",
            new TrainingSet(["a", "b"], false, [new LabeledText("貓", [])]),
            "the documents with a text have no label: two different ones are needed at least"
        );
        yield return Case(
            "several labels, none given",
            new TrainingSet(["a"], true, [new LabeledText("貓", [])]),
            "no document with a text has a label"
        );
        yield return Case(
            "unknown label",
            new TrainingSet(["a", "b"], true, [Cat, new LabeledText("狗", ["c"])]),
            "a document has the label 'c', which is none of 'a', 'b'"
        );
        yield return Case(
            "two where one is due",
            new TrainingSet(["a", "b"], false, [Cat, new LabeledText("狗", ["b", "a"])]),
            "a document has the labels 'a', 'b', where each may have one only: '狗'"
        );
        yield return Case("label twice", new TrainingSet(["a", "b", "a"], true, [Cat]), "there are two labels 'a'");

        static TestCaseData Case(string name, TrainingSet set, string message) => new TestCaseData(set, message).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Sets))]
    public void Refuses(TrainingSet set, string message) =>
        Assert.That(
            () => ModelTrainer.Train(ModelKind.Svm, set, null, CancellationToken.None),
            Throws.TypeOf<TrainingException>().With.Message.EqualTo(message)
        );

    [TestCase(ModelKind.Keyword)]
    [TestCase(ModelKind.Rule)]
    public void Does_not_train_what_people_write(ModelKind kind) =>
        Assert.That(() => ModelTrainer.Train(kind, TrainingTexts.SingleLabel(10), null, CancellationToken.None), Throws.ArgumentException);

    [Test]
    public void Takes_a_label_given_twice_to_one_document_as_once() =>
        Assert.That(
            ModelTrainer
                .Train(
                    ModelKind.Svm,
                    new TrainingSet(["a", "b"], false, [new LabeledText("貓", ["a", "a"]), new LabeledText("狗", ["b"])]),
                    null,
                    CancellationToken.None
                )
                .Labels,
            Has.Count.EqualTo(2)
        );
}
