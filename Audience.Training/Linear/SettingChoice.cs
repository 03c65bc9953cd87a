namespace Audience.Training.Linear;

/// <summary>Chooses how to fit, by documents that were held out.</summary>
internal static class SettingChoice
{
    private static readonly float[] HingeCosts = [0.005f, 0.02f, 0.05f, 0.1f, 0.2f, 0.5f, 1, 2, 5, 10, 20, 50];
    private static readonly float[] LogisticCosts = [0.005f, 0.02f, 0.05f, 0.1f, 0.2f, 0.5f, 1, 2, 5, 10, 20, 50, 200];

    /// <summary>Powers of a label's rarity that are tried where labels are unevenly spread.</summary>
    private static readonly float[] Balances = [0.5f, 1];

    // Chance makes labels of few documents uneven, and it is the low costs, which they need, that give the label with a few more to all.
    private const int FewDocuments = 1_000;
    private static readonly float[] BalancesOfFew = [1, 0];

    /// <summary>Shares of the best cost that are tried where tokens are scaled.</summary>
    private static readonly float[] ScaledCosts = [0.1f, 0.3f, 1, 3];

    // With more labels scaling has not been seen to help, and takes long.
    private const int FewLabels = 15;

    /// <summary>Scaling is not taken for less.</summary>
    private const double Worth = 0.006;

    /// <summary>The setting that does best, and the scores that it gives to the documents that were held out.</summary>
    public static (LinearSetting Setting, float[]?[] Scores) Choose(
        LossKind loss,
        Documents documents,
        Sample sample,
        FitData data,
        TrainingWatch watch
    )
    {
        watch.Part(0.5);
        float[] costs = loss == LossKind.Logistic ? LogisticCosts : HingeCosts;
        bool few = !documents.MultiLabel && data.Rows.Length < FewDocuments;
        var best = Best([
            .. (few ? BalancesOfFew : [0]).SelectMany(balance => costs.Select(cost => new LinearSetting(loss, cost, balance))),
        ]);
        watch.Part(0.65);
        if (documents.Labels.Count <= FewLabels)
        {
            var scaled = Best([.. ScaledCosts.Select(cost => best.Setting with { Cost = cost * best.Setting.Cost, Scaled = true })]);
            if (scaled.F1 > best.F1 + Worth)
                best = scaled;
        }
        watch.Part(0.7);
        if (!few && Favour.CanHelp(data, documents.MultiLabel))
        {
            var balanced = Best([.. Balances.Select(balance => best.Setting with { Balance = balance })]);
            if (balanced.F1 > best.F1)
                best = balanced;
        }
        return (best.Setting, best.Scores);

        (LinearSetting Setting, float[]?[] Scores, double F1) Best(LinearSetting[] settings) =>
            settings
                .Zip(Trials.Run(data, sample.Fold, sample.Folds, documents.MultiLabel, settings, watch))
                .Select(tried => (tried.First, tried.Second, Trials.F1(tried.Second, data, documents.MultiLabel)))
                .MaxBy(tried => tried.Item3);
    }
}
