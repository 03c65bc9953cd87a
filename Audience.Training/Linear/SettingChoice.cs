namespace Audience.Training.Linear;

/// <summary>Chooses how to fit, by documents that were held out.</summary>
internal static class SettingChoice
{
    private static readonly float[] HingeCosts = [0.005f, 0.02f, 0.05f, 0.1f, 0.2f, 0.5f, 1, 2, 5, 10, 20, 50];
    private static readonly float[] LogisticCosts = [0.005f, 0.02f, 0.05f, 0.1f, 0.2f, 0.5f, 1, 2, 5, 10, 20, 50, 200];

    /// <summary>Powers of a label's rarity that are tried where labels are unevenly spread.</summary>
    private static readonly float[] Balances = [0.5f, 1];

    /// <summary>Labels are unevenly spread where the rarest has less than this part of an even share.</summary>
    private const double Uneven = 0.5;

    /// <summary>The setting that does best, and the scores that it gives to the documents that were held out.</summary>
    public static (LinearSetting Setting, float[]?[] Scores) Choose(
        LossKind loss,
        Documents documents,
        Sample sample,
        FitData data,
        TrainingWatch watch
    )
    {
        watch.Part(0.6);
        var best = Best([.. (loss == LossKind.Logistic ? LogisticCosts : HingeCosts).Select(cost => new LinearSetting(loss, cost, 0))]);
        int rarest = data.Truth.SelectMany(t => t).CountBy(label => label).Min(label => label.Value);
        watch.Part(0.7);
        if (!documents.MultiLabel && rarest < Uneven * data.Rows.Length / data.Labels)
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
