namespace Audience.Training.Forest;

/// <summary>What the trees say of documents that they have not seen.</summary>
internal static class Unseen
{
    /// <summary>By document: how likely each label is by the trees that were grown without it; null where there is no such tree.</summary>
    public static float[]?[] Votes(Tree[] trees, ForestData data, CancellationToken cancellationToken)
    {
        var votes = new float[]?[data.Rows.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        // The trees of a document are asked in their order, so that the sums never depend on the threads.
        Parallel.For(
            0,
            votes.Length,
            options,
            () => new byte[data.Tokens],
            (document, _, counts) =>
            {
                foreach (var (token, step) in data.Rows[document])
                    counts[token] = ForestData.Min[step];
                foreach (var tree in trees.Where(t => !t.Drawn[document]))
                {
                    float[] leaf = tree.Leaves[Leaf(tree, counts)],
                        sum = votes[document] ??= new float[data.Labels];
                    for (int label = 0; label < sum.Length; label++)
                        sum[label] += leaf[label];
                }
                int judges = trees.Count(t => !t.Drawn[document]);
                for (int label = 0; votes[document] is { } sum && label < sum.Length; label++)
                    sum[label] /= judges;
                foreach (var (token, _) in data.Rows[document])
                    counts[token] = 0;
                return counts;
            },
            _ => { }
        );
        return votes;
    }

    private static int Leaf(Tree tree, byte[] counts)
    {
        int node = 0;
        while (true)
        {
            var asked = tree.Nodes[node];
            if (counts[asked.Token] < asked.Min)
                node++;
            else if (asked.Yes >= 0)
                node = asked.Yes;
            else
                return ~asked.Yes;
        }
    }
}
