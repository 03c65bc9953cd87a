using Audience.Labeling.Features;
using Audience.Labeling.Linear;
using Audience.Labeling.Scoring;

namespace Audience.Tests.Labeling.Linear;

[Category("unit")]
public sealed class LinearModelTests
{
    private static readonly TfIdf Features = new(
        new Vocabulary([TextTokens.Hash("cat"), TextTokens.Hash("貓"), TextTokens.Hash("dog")]),
        [1, 2, 3]
    );

    // Tokens × labels.
    private static readonly float[] Weights = [1, 0, 2, -1, 0, 4];

    [Test]
    public void Scores_as_by_hand()
    {
        LinearModel model = new(["cats", "dogs"], Features, Weights, [0.5f, -0.25f], null);
        double cat = 1 + Math.Log(2),
            dog = 3,
            length = Math.Sqrt(cat * cat + dog * dog);
        Assert.That(model.Score("Cat, dog, cat!"), Is.EqualTo([cat / length + 0.5, 4 * dog / length - 0.25]).Within(1e-6));
    }

    [TestCase("dog", "dogs")]
    [TestCase("貓", "cats")]
    [TestCase("unknown words", "cats", Description = "the bias decides")]
    [TestCase("", "cats")]
    public void Gives_the_best_label(string text, string expected) =>
        Assert.That(Labels.Of(new LinearModel(["cats", "dogs"], Features, Weights, [0.5f, -0.25f], null), text), Is.EqualTo([expected]));

    [TestCase("dog", "dogs")]
    [TestCase("cat dog", "dogs")]
    [TestCase("貓貓 cat", "cats")]
    [TestCase("cat cat cat dog", "dogs,cats")]
    [TestCase("", "")]
    public void Gives_every_label_above_its_threshold(string text, string expected) =>
        Assert.That(
            Labels.Of(new LinearModel(["dogs", "cats"], Features, [0, 1, -1, 2, 4, 0], [0, 0], [2, 0.5f]), text),
            Is.EqualTo(expected.Split(',', StringSplitOptions.RemoveEmptyEntries))
        );

    [Test]
    public void Never_gives_a_label_whose_bias_is_negative_infinity() =>
        Assert.That(
            Labels.Of(new LinearModel(["none", "dogs"], Features, new float[6], [float.NegativeInfinity, -9], null), ""),
            Is.EqualTo(["dogs"])
        );

    [Test]
    public void Refuses_weights_that_do_not_fit()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new LinearModel(["a"], Features, Weights, [0], null), Throws.TypeOf<ModelFormatException>());
            Assert.That(() => new LinearModel(["a", "b"], Features, Weights, [0], null), Throws.TypeOf<ModelFormatException>());
            Assert.That(() => new LinearModel(["a", "b"], Features, Weights, [0, 0], [0]), Throws.TypeOf<ModelFormatException>());
        }
    }
}
