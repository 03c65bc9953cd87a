using System.Numerics.Tensors;

namespace Audience.Training.Linear;

/// <summary>
/// Fits linear weights by dual coordinate ascent, document by document (Hsieh and others 2008; Yu, Huang and Lin 2011): each pass sets
/// every document's pull on the weights to what is best while the others stay. Ten to thirty passes do where gradient methods take
/// hundreds.
/// </summary>
internal static class DualFit
{
    private const int Seed = 41;

    /// <summary>A pass that moves all pulls by less than this share of their size is the last.</summary>
    private const double Settled = 0.01;

    /// <summary>Fits all columns.</summary>
    /// <param name="rows">The documents.</param>
    /// <param name="truth">Documents × columns: 1 where the document has the column, else -1.</param>
    /// <param name="tokens">How many tokens there are.</param>
    /// <param name="cost">By document: what its loss counts against the size of the weights.</param>
    /// <param name="loss">What is made small.</param>
    /// <param name="passes">The most passes.</param>
    /// <param name="done">Told about the share that is done: most fits settle after about ten passes.</param>
    /// <param name="cancellationToken">Ends the fit, within a few hundred documents.</param>
    /// <returns>The weights, tokens × columns, and the columns' biases.</returns>
    public static (float[] Weights, float[] Bias) Fit<TLoss>(
        SparseRow[] rows,
        sbyte[] truth,
        int tokens,
        ReadOnlySpan<float> cost,
        TLoss loss,
        int passes,
        Action<double> done,
        CancellationToken cancellationToken
    )
        where TLoss : struct, ILoss
    {
        int columns = truth.Length / rows.Length;
        float[] weights = new float[(long)tokens * columns],
            bias = new float[columns],
            pulls = new float[truth.Length],
            squares = Array.ConvertAll(rows, row => 1 + TensorPrimitives.SumOfSquares(row.Values)),
            before = new float[columns],
            scores = new float[columns];
        int[] order = [.. Enumerable.Range(0, rows.Length)];
        var random = new Random(Seed);
        for (int pass = 0; pass < passes; pass++)
        {
            random.Shuffle(order);
            double moved = 0,
                size = 0;
            for (int place = 0; place < order.Length; place++)
            {
                if (place % 256 == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                int document = order[place];
                var pull = pulls.AsSpan(document * columns, columns);
                pull.CopyTo(before);
                LinearWeights.Score(rows[document], weights, bias, scores);
                TensorPrimitives.MultiplyAdd(before, -squares[document], scores, scores);
                loss.Pull(scores, truth.AsSpan(document * columns, columns), squares[document], cost[document], pull);
                TensorPrimitives.Subtract(pull, before, before);
                float change = TensorPrimitives.SumOfMagnitudes<float>(before);
                moved += change;
                size += TensorPrimitives.SumOfMagnitudes<float>(pull);
                if (change > 0)
                    Move(rows[document], before, weights, bias);
            }
            done(1 - Math.Pow(0.8, pass + 1));
            if (moved < Settled * size)
                break;
        }
        return (weights, bias);
    }

    private static void Move(SparseRow row, float[] change, float[] weights, float[] bias)
    {
        int columns = change.Length;
        if (columns == 1)
        {
            float only = change[0];
            for (int i = 0; i < row.Tokens.Length; i++)
                weights[row.Tokens[i]] += row.Values[i] * only;
            bias[0] += only;
            return;
        }
        for (int i = 0; i < row.Tokens.Length; i++)
        {
            var ofToken = weights.AsSpan(row.Tokens[i] * columns, columns);
            TensorPrimitives.MultiplyAdd(change, row.Values[i], ofToken, ofToken);
        }
        TensorPrimitives.Add(bias, change, bias);
    }
}
