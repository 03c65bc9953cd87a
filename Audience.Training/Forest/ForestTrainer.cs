using System.Runtime.InteropServices;
using Audience.Labeling.Features;
using Audience.Labeling.Forest;
using Audience.Labeling.Prepared;
using Audience.Labeling.Reports;
using Audience.Training.Calibrating;

namespace Audience.Training.Forest;

/// <summary>
/// Learns a random forest. Each document is judged by the trees that have not seen it, and so it is found how much rare labels are to be
/// favoured (one label at a time), or each label's threshold (several).
/// </summary>
internal static class ForestTrainer
{
    private const int Trees = 200;
    private const int MaxTokens = 30_000;
    private const int Seed = 31;

    /// <summary>Powers of a label's share that its votes are divided by: none, up to the whole share.</summary>
    private static readonly double[] Favours = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

    public static PreparedModel Train(Documents documents, TrainingWatch watch)
    {
        var vocabulary = TfIdf.Learn(documents.Texts, documents.TokenSets, MaxTokens, watch.Cancel).Vocabulary;
        var data = new ForestData(documents, vocabulary, watch.Cancel);
        watch.Part(0.95);
        var trees = new Tree[Trees];
        int grown = 0;
        Parallel.For(
            0,
            Trees,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = watch.Cancel },
            tree =>
            {
                trees[tree] = TreeGrower.Grow(data, Seed + tree, watch.Cancel);
                watch.Done((double)Interlocked.Increment(ref grown) / Trees);
            }
        );
        watch.Part(1);
        var votes = Unseen.Votes(trees, data, watch.Cancel);
        float[]? thresholds = documents.MultiLabel ? BestThresholds(votes, documents) : null;
        float[]? weights = documents.MultiLabel ? null : BestWeights(votes, documents);
        return PreparedModel
            .FromForest(documents.MultiLabel, Pack(trees, vocabulary, documents, weights, thresholds))
            .With(CalibrationFit.Fit([.. Weighted(votes, weights, documents)], !documents.MultiLabel, votes: true));
    }

    // The votes as the packed leaves give them.
    private static IEnumerable<(int[] Truth, double[] Scores)> Weighted(float[]?[] votes, float[]? weights, Documents documents)
    {
        float largest = weights?.Max() ?? 1;
        return votes
            .Select((v, d) => (documents.Truth[d], Votes: v!))
            .Where(d => d.Votes is not null)
            .Select(d => (d.Item1, d.Votes.Select((vote, label) => (double)(vote * (weights?[label] ?? 1) / largest)).ToArray()));
    }

    private static float[] BestThresholds(float[]?[] votes, Documents documents) =>
        [
            .. Enumerable
                .Range(0, documents.Labels.Count)
                .Select(label =>
                    (float)(
                        Thresholds.BestF1(
                            votes
                                .Select((v, d) => (Votes: v, Document: d))
                                .Where(v => v.Votes is not null)
                                .Select(v => ((double)v.Votes![label], documents.Truth[v.Document].Contains(label)))
                        ) ?? 0.5
                    )
                ),
        ];

    private static float[] BestWeights(float[]?[] votes, Documents documents)
    {
        float[] shares = new float[documents.Labels.Count];
        foreach (int[] truth in documents.Truth)
            shares[truth[0]] += 1f / documents.Count;
        return Favours
            .Select(favour => Array.ConvertAll(shares, share => share == 0 ? 0 : (float)Math.Pow(share, -favour)))
            .MaxBy(weights => MacroF1(votes, weights, documents))!;
    }

    private static double MacroF1(float[]?[] votes, float[] weights, Documents documents)
    {
        var compared = votes
            .Select((v, d) => (Votes: v, Document: d))
            .Where(v => v.Votes is not null)
            .Select(v =>
            {
                float[] weighted = [.. v.Votes!.Zip(weights, (vote, weight) => vote * weight)];
                return (
                    (IReadOnlyList<string>)[documents.Labels[documents.Truth[v.Document][0]]],
                    (IReadOnlyList<string>)[documents.Labels[Array.IndexOf(weighted, weighted.Max())]]
                );
            });
        return new ClassificationReport(documents.Labels, false, [.. compared]).MacroF1;
    }

    // All trees behind one another, with each distinct leaf once.
    private static ForestModel Pack(Tree[] trees, Vocabulary vocabulary, Documents documents, float[]? weights, float[]? thresholds)
    {
        var nodes = new List<ForestNode>();
        var leaves = new List<float>();
        var numbers = new Dictionary<string, int>();
        int[] roots = new int[trees.Length];
        // Leaves hold shares of 0 to 1: so do weighted ones.
        float largest = weights?.Max() ?? 1;
        for (int tree = 0; tree < trees.Length; tree++)
        {
            int first = roots[tree] = nodes.Count;
            int[] leafOf = Array.ConvertAll(
                trees[tree].Leaves,
                shares =>
                {
                    float[] weighted = weights is null ? shares : [.. shares.Zip(weights, (share, weight) => share * weight / largest)];
                    string key = Convert.ToHexString(MemoryMarshal.AsBytes<float>(weighted));
                    if (!numbers.TryGetValue(key, out int number))
                    {
                        numbers[key] = number = numbers.Count;
                        leaves.AddRange(weighted);
                    }
                    return number;
                }
            );
            nodes.AddRange(trees[tree].Nodes.Select(n => n with { Yes = n.Yes < 0 ? ~leafOf[~n.Yes] : n.Yes + first }));
        }
        return new ForestModel(documents.Labels, vocabulary, [.. nodes], roots, [.. leaves], thresholds);
    }
}
