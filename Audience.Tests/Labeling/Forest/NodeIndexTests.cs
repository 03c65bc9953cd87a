using Audience.Labeling.Features;
using Audience.Labeling.Forest;

namespace Audience.Tests.Labeling.Forest;

/// <summary>Trees answer the same whether their questions are asked one by one or looked up by a text's tokens.</summary>
[Category("unit")]
internal sealed class NodeIndexTests
{
    private const int Words = 40,
        Rows = 30,
        RowLength = 200;

    private static readonly Vocabulary Tokens = new([.. Enumerable.Range(0, Words).Select(w => TextTokens.Hash($"w{w}"))]);

    [Test]
    public void Finds_the_next_question_that_is_answered_with_yes()
    {
        var nodes = Made();
        var index = new NodeIndex(nodes, Words);
        ulong[] marked = index.Scratch();
        var counts = new TokenCounts(Tokens);
        foreach (string text in Texts(50))
        {
            counts.Count(text);
            index.Mark(counts, marked);
            for (int node = 0; node < nodes.Length; node++)
                Assert.That(NodeIndex.Next(marked, node), Is.EqualTo(Asked(nodes, node, counts)), text);
            Assert.That(index.Places(counts), Is.EqualTo(nodes.Count(node => node.Min > 0 && counts[node.Token] > 0)));
            index.Unmark(counts, marked);
            Assert.That(marked, Is.EqualTo(index.Scratch()), "the next text finds no marks of this one");
        }
    }

    [TestCase(1, Description = "asked one by one: there are too many about the words of a text")]
    [TestCase(150, Description = "looked up")]
    public void A_forest_scores_texts_by_the_leaves_that_questions_lead_to(int trees)
    {
        var nodes = Made();
        int[] roots = [.. Enumerable.Repeat(0, trees), 500];
        var model = new ForestModel(["a", "b"], Tokens, nodes, roots, [1, 0, 0, 1, 0.5f, 0.5f], null);
        float[][] leaves =
        [
            [1, 0],
            [0, 1],
            [0.5f, 0.5f],
        ];
        var counts = new TokenCounts(Tokens);
        foreach (string text in Texts(100))
        {
            counts.Count(text);
            float[][] reached = Array.ConvertAll(roots, root => leaves[Leaf(nodes, root, counts)]);
            Assert.That(model.Score(text), Is.EqualTo([reached.Average(leaf => leaf[0]), reached.Average(leaf => leaf[1])]).Within(1e-5));
        }
    }

    private static IEnumerable<string> Texts(int count)
    {
        var random = new Random(2);
        for (int text = 0; text < count; text++)
            yield return string.Join(' ', Enumerable.Range(0, random.Next(12)).Select(_ => $"w{random.Next(Words)}"));
    }

    // Rows of questions whose yes leads to a leaf or into a later row.
    private static ForestNode[] Made()
    {
        var random = new Random(1);
        var nodes = new List<ForestNode>();
        for (int row = 0; row < Rows; row++)
        {
            for (int node = 0; node < RowLength; node++)
            {
                int yes = row + 1 < Rows && random.Next(2) == 0 ? (row + 1) * (RowLength + 1) + random.Next(RowLength) : ~random.Next(3);
                nodes.Add(new ForestNode(random.Next(Words), (byte)random.Next(1, 4), yes));
            }
            nodes.Add(ForestNode.End(random.Next(3)));
        }
        return [.. nodes];
    }

    private static int Leaf(ForestNode[] nodes, int root, TokenCounts counts)
    {
        int node = root;
        while (node >= 0)
            node = nodes[Asked(nodes, node, counts)].Yes;
        return ~node;
    }

    private static int Asked(ForestNode[] nodes, int node, TokenCounts counts)
    {
        while (counts[nodes[node].Token] < nodes[node].Min)
            node++;
        return node;
    }
}
