namespace Audience.Training.Linear;

/// <summary>Which loss a fit makes small.</summary>
internal enum LossKind
{
    /// <summary>A support vector machine per label.</summary>
    SquaredHinge,

    /// <summary>Logistic regression: multinomial where each document has one label, else per label.</summary>
    Logistic,
}

/// <summary>How to fit.</summary>
/// <param name="Loss">What is made small.</param>
/// <param name="Cost">What a document's loss counts against the size of the weights, above 0: large weights are cheap where it is
/// large.</param>
/// <param name="Balance">0 to 1: the power of their labels' rarity that documents count by.</param>
/// <param name="Scaled">Whether tokens count by how unevenly they are spread over labels (<see cref="LabelRatios"/>).</param>
internal readonly record struct LinearSetting(LossKind Loss, float Cost, float Balance, bool Scaled = false);

/// <summary>Fits one set of weights to documents.</summary>
internal static class LinearFit
{
    private const int MaxPasses = 40;

    /// <summary>Learns the weights of all labels.</summary>
    /// <param name="data">The documents.</param>
    /// <param name="multiLabel">Whether a document may have several labels.</param>
    /// <param name="setting">How to fit.</param>
    /// <param name="done">Told the share that is done.</param>
    /// <param name="cancellationToken">Ends the fit.</param>
    public static LinearWeights Fit(
        FitData data,
        bool multiLabel,
        LinearSetting setting,
        Action<double> done,
        CancellationToken cancellationToken
    )
    {
        int[] having = new int[data.Labels];
        foreach (int[] labels in data.Truth)
        foreach (int label in labels)
            having[label]++;
        // What all documents have, or none, needs no weights; of two labels the one is what the other is not.
        int[] learned = [.. Enumerable.Range(0, data.Labels).Where(label => having[label] > 0 && having[label] < data.Rows.Length)];
        bool twoSides = !multiLabel && learned.Length == 2;
        int columns = twoSides ? 1 : learned.Length;
        float[] bias = [.. having.Select(count => count == 0 ? float.NegativeInfinity : 1)];
        float[] weights = new float[(long)data.Tokens * data.Labels];
        if (columns == 0)
            return new LinearWeights(weights, bias);
        sbyte[] truth = Truth(data, learned[^columns..]);
        float[] costs = Costs(data, having, multiLabel ? setting with { Balance = 0 } : setting);
        float[]? ratios = setting.Scaled ? LabelRatios.Of(data) : null;
        var rows = ratios is null ? data.Rows : Array.ConvertAll(data.Rows, row => Scaled(row, ratios));
        var (fitted, biases) = (setting.Loss, multiLabel || twoSides) switch
        {
            (LossKind.SquaredHinge, _) => Run(default(SquaredHinge)),
            (_, true) => Run(default(Logistic)),
            _ => Run(default(Softmax)),
        };
        for (int at = 0; at < learned.Length; at++)
        {
            int label = learned[at],
                column = twoSides ? 0 : at;
            float sign =
                !twoSides ? 1
                : at == 0 ? -0.5f
                : 0.5f;
            bias[label] = sign * biases[column];
            for (int token = 0; token < data.Tokens; token++)
                weights[token * data.Labels + label] = sign * (ratios?[token] ?? 1) * fitted[token * columns + column];
        }
        return new LinearWeights(weights, bias);

        (float[], float[]) Run<TLoss>(TLoss loss)
            where TLoss : struct, ILoss => DualFit.Fit(rows, truth, data.Tokens, costs, loss, MaxPasses, done, cancellationToken);
    }

    private static SparseRow Scaled(SparseRow row, float[] ratios)
    {
        float[] values = new float[row.Values.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = row.Values[i] * ratios[row.Tokens[i]];
        return row with { Values = values };
    }

    private static sbyte[] Truth(FitData data, int[] labels)
    {
        sbyte[] truth = new sbyte[(long)data.Rows.Length * labels.Length];
        Array.Fill(truth, (sbyte)-1);
        int[] columnOf = new int[data.Labels];
        Array.Fill(columnOf, -1);
        for (int column = 0; column < labels.Length; column++)
            columnOf[labels[column]] = column;
        for (int document = 0; document < data.Rows.Length; document++)
            foreach (int label in data.Truth[document])
                if (columnOf[label] is >= 0 and var column)
                    truth[document * labels.Length + column] = 1;
        return truth;
    }

    private static float[] Costs(FitData data, int[] having, LinearSetting setting)
    {
        float[] costs = new float[data.Rows.Length];
        Array.Fill(costs, setting.Cost);
        if (setting.Balance == 0)
            return costs;
        double even = (double)data.Rows.Length / having.Count(count => count > 0);
        for (int document = 0; document < costs.Length; document++)
            costs[document] *= (float)Math.Pow(even / having[data.Truth[document][0]], setting.Balance);
        return costs;
    }
}
