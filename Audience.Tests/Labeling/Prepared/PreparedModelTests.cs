using Audience.Labeling;
using Audience.Labeling.Features;
using Audience.Labeling.Forest;
using Audience.Labeling.Linear;
using Audience.Labeling.Prepared;
using Audience.Labeling.Scoring;
using Audience.Labeling.Terms;

namespace Audience.Tests.Labeling.Prepared;

/// <summary>A model's bytes make the same model again, and nothing else passes for one.</summary>
[Category("unit")]
public sealed class PreparedModelTests
{
    private static readonly Vocabulary Tokens = new([TextTokens.Hash("cat"), TextTokens.Hash("狗")]);

    internal static readonly PreparedModel[] Models =
    [
        PreparedModel.FromPattern(ModelKind.Keyword, """{"貓":[["cat","partially"],"貓"],"狗":[["狗","end"]]}"""),
        PreparedModel.FromPattern(ModelKind.Rule, """{"貓":["c.t"],"狗":["^狗","dogs?$"]}"""),
        PreparedModel.FromLinear(
            ModelKind.Svm,
            false,
            new LinearModel(["貓", "狗"], new TfIdf(Tokens, [1, 2]), [1, 0, 0, 1], [0, 0.5f], null)
        ),
        PreparedModel.FromLinear(
            ModelKind.LogisticRegression,
            true,
            new LinearModel(["貓", "狗"], new TfIdf(Tokens, [1, 2]), [1, 0, 0, 1], [0, float.NegativeInfinity], [0.1f, 0.2f])
        ),
        PreparedModel.FromForest(
            false,
            new ForestModel(["貓", "狗"], Tokens, [new(0, 1, ~0), ForestNode.End(1)], [0], [1, 0, 0.5f, 0.5f], null)
        ),
        PreparedModel.FromForest(
            true,
            new ForestModel(
                ["貓", "狗"],
                Tokens,
                [new(0, 1, 2), ForestNode.End(1), ForestNode.End(0)],
                [0, 1],
                [1, 0, 0.5f, 0.5f],
                [0.4f, 0.6f]
            )
        ),
        PreparedModel.FromTerms(
            new TermWeightModel(["貓", "狗"], [new("貓", "cat", 1), new("狗", "狗", 2), new("狗", "cat", -1)], [0.5, 0.5])
        ),
    ];

    private static readonly string[] Texts = ["", "cat", "狗", "a cat, a 狗", "貓", "dogs"];

    [TestCaseSource(nameof(Models))]
    public void Comes_back_from_its_bytes(PreparedModel model)
    {
        var again = PreparedModel.FromBytes(model.ToBytes());
        using (Assert.EnterMultipleScope())
        {
            Assert.That((again.Kind, again.MultiLabel, again.Hash), Is.EqualTo((model.Kind, model.MultiLabel, model.Hash)));
            Assert.That(again.Labels, Is.EqualTo(["貓", "狗"]));
            Assert.That(again.ToBytes(), Is.EqualTo(model.ToBytes()));
            Assert.That(again.Inner, Is.TypeOf(model.Inner.GetType()));
            Assert.That(again.Terms?.Terms, Is.EqualTo(model.Terms?.Terms));
            Assert.That(again.Terms?.Thresholds, Is.EqualTo(model.Terms?.Thresholds));
            Assert.That(Texts.Select(again.Predict), Is.EqualTo(Texts.Select(model.Predict)));
            Assert.That(Texts.SelectMany(model.Predict), Is.Not.Empty);
        }
    }

    [TestCaseSource(nameof(Models))]
    public void Is_not_read_when_cut_off(PreparedModel model)
    {
        byte[] bytes = model.ToBytes();
        using (Assert.EnterMultipleScope())
        {
            for (int length = 0; length < bytes.Length; length++)
                Assert.That(
                    () => PreparedModel.FromBytes(bytes.AsMemory(0, length)),
                    Throws.TypeOf<ModelFormatException>(),
                    $"{length} of {bytes.Length} bytes"
                );
        }
    }

    [TestCaseSource(nameof(Models))]
    public void Is_not_read_with_bytes_behind_it(PreparedModel model) =>
        Assert.That(
            () => PreparedModel.FromBytes(new([.. model.ToBytes(), 0])),
            Throws.TypeOf<ModelFormatException>().With.Message.EqualTo("1 bytes follow the model")
        );

    [TestCase(0)]
    [TestCase(181)]
    public void Is_not_read_with_a_label_that_no_table_can_hold(int length)
    {
        string label = new('x', length);
        var model = PreparedModel.FromTerms(new TermWeightModel([label], [new TermWeight(label, "a", 1)], [0]));
        Assert.That(
            () => PreparedModel.FromBytes(model.ToBytes()),
            Throws.TypeOf<ModelFormatException>().With.Message.Contains($"{length} characters")
        );
    }

    [Test]
    public void Is_not_read_in_another_version_or_of_another_kind()
    {
        byte[] version = Models[0].ToBytes(),
            kind = Models[0].ToBytes();
        (version[8], kind[9]) = (4, 99);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => PreparedModel.FromBytes(version),
                Throws
                    .TypeOf<ModelFormatException>()
                    .With.Message.EqualTo("the archive has version 4, which a newer program made: this program reads versions 1 to 3")
            );
            Assert.That(() => PreparedModel.FromBytes(kind), Throws.TypeOf<ModelFormatException>());
            Assert.That(
                () => PreparedModel.FromBytes("PK\x03\x04"u8.ToArray()),
                Throws.TypeOf<ModelFormatException>().With.Message.EqualTo("this is not a model archive of Audience")
            );
        }
    }

    [TestCaseSource(nameof(Models))]
    public void Allocates_nothing_per_text(PreparedModel model)
    {
        LabelSet found = new(model.Labels.Count);
        for (int i = 0; i < 100; i++)
            model.Label("a cat, a 狗, nothing else", found);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            model.Label("a cat, a 狗, nothing else", found);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1000));
    }

    [Test]
    public void Labels_on_many_threads_as_on_one()
    {
        foreach (var model in Models)
        {
            var alone = Texts.Select(model.Predict).ToArray();
            Parallel.For(0, 2000, i => Assert.That(model.Predict(Texts[i % Texts.Length]), Is.EqualTo(alone[i % Texts.Length])));
        }
    }
}
