using Audience.Labeling.Features;
using Audience.Labeling.Forest;
using Audience.Labeling.Scoring;

namespace Audience.Tests.Labeling.Forest;

[Category("unit")]
public sealed class ForestModelTests
{
    private static readonly Vocabulary Tokens = new([TextTokens.Hash("cat"), TextTokens.Hash("dog")]);

    // First tree: dog? leaf 1; else two cats? then (a dog? never here; else leaf 0); else leaf 2. Second tree: leaf 0.
    private static readonly ForestNode[] Nodes =
    [
        new(1, 1, ~1),
        new(0, 2, 3),
        ForestNode.End(2),
        new(1, 1, ~1),
        ForestNode.End(0),
        ForestNode.End(0),
    ];

    private static readonly float[] Leaves = [1, 0, 0, 1, 0.25f, 0.75f];

    [TestCase("a cat and a cat", 1, 0)]
    [TestCase("a cat", 0.625, 0.375)]
    [TestCase("", 0.625, 0.375)]
    [TestCase("cat cat dog", 0.5, 0.5)]
    public void Takes_the_mean_of_its_trees(string text, double cats, double dogs) =>
        Assert.That(Model(null).Score(text), Is.EqualTo([cats, dogs]).Within(1e-6));

    [TestCase("a cat", "cats")]
    [TestCase("", "cats")]
    public void Gives_the_best_label(string text, string expected) => Assert.That(Labels.Of(Model(null), text), Is.EqualTo([expected]));

    [TestCase("a cat", "cats")]
    [TestCase("dog", "dogs")]
    [TestCase("cat cat", "cats")]
    public void Gives_every_label_above_its_threshold(string text, string expected) =>
        Assert.That(Labels.Of(Model([0.5f, 0.45f]), text), Is.EqualTo([expected]));

    [Test]
    public void Refuses_trees_that_would_take_hours_for_a_text()
    {
        // Every question is answered with no, so a text goes through all the nodes behind each root.
        ForestNode[] chain = [.. Enumerable.Repeat(new ForestNode(0, 1, ~0), 9_999), ForestNode.End(0)];
        int[] roots = [.. Enumerable.Range(0, 10_000)];
        Assert.That(() => new ForestModel(["cats", "dogs"], Tokens, chain, roots, Leaves, null), Throws.TypeOf<ModelFormatException>());
    }

    [Test]
    public void Refuses_trees_that_lead_astray()
    {
        using (Assert.EnterMultipleScope())
        {
            Refused([new(0, 1, 0), ForestNode.End(0)], [0], "a circle");
            Refused([new(0, 1, 2), ForestNode.End(0)], [0], "yes out of the array");
            Refused([new(0, 1, ~3), ForestNode.End(0)], [0], "no such leaf");
            Refused([new(0, 1, ~0)], [0], "no out of the array");
            Refused([new(2, 1, ~0), ForestNode.End(0)], [0], "no such token");
            Refused([ForestNode.End(0)], [1], "no such root");
            Refused([ForestNode.End(0)], [-1], "no root at all");
            Refused([ForestNode.End(0)], [], "no tree");
            Refused([], [0], "no node");
        }

        static void Refused(ForestNode[] nodes, int[] roots, string why) =>
            Assert.That(
                () => new ForestModel(["cats", "dogs"], Tokens, nodes, roots, Leaves, null),
                Throws.TypeOf<ModelFormatException>(),
                why
            );
    }

    private static ForestModel Model(float[]? thresholds) => new(["cats", "dogs"], Tokens, Nodes, [0, 5], Leaves, thresholds);
}
