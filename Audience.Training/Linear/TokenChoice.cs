using Audience.Labeling.Features;

namespace Audience.Training.Linear;

/// <summary>Chooses what texts are cut into: the least that does nearly as well as anything on documents that were held out.</summary>
internal static class TokenChoice
{
    /// <summary>More tokens cost time in labelling, and are not taken for less.</summary>
    private const double Worth = 0.003;

    private const TokenSet Runs = TokenSet.CharacterRuns | TokenSet.Punctuation;

    private const TokenSet Parts = TokenSet.SubWords | TokenSet.Letters;

    /// <summary>From cheap to dear.</summary>
    private static readonly TokenSet[] Candidates =
    [
        TokenSet.Words,
        Runs,
        Runs | TokenSet.Stretches,
        Runs | Parts,
        Runs | Parts | TokenSet.Stretches,
        TokenSet.All,
    ];

    private static readonly LinearSetting[] Settings =
    [
        new(LossKind.SquaredHinge, 0.005f, 1),
        new(LossKind.SquaredHinge, 0.05f, 0),
        new(LossKind.SquaredHinge, 0.2f, 0),
        new(LossKind.SquaredHinge, 1, 0),
    ];

    /// <summary>The set, what it makes of the sample's documents, and their features.</summary>
    public static (TokenSet Set, TfIdf Features, FitData Data) Choose(Documents documents, Sample sample, TrainingWatch watch)
    {
        (TokenSet Set, TfIdf Features, FitData Data, double F1)? best = null;
        string[] texts = documents.Texts[..sample.Documents.Length];
        for (int i = 0; i < Candidates.Length; i++)
        {
            watch.Part(0.3 * (i + 1) / Candidates.Length);
            var features = TfIdf.Learn(texts, Candidates[i], LinearTrainer.MaxTokens(documents), watch.Cancel);
            if (best is { } before && before.Features.Vocabulary.Hashes.SequenceEqual(features.Vocabulary.Hashes))
                continue;
            var data = LinearTrainer.Data(documents, features, texts.Length, watch.Cancel);
            double f1 = Trials
                .Run(data, sample.Fold, sample.Folds, documents.MultiLabel, Settings, watch)
                .Max(scores => Trials.F1(scores, data, documents.MultiLabel));
            if (best is null || f1 > best.Value.F1 + Worth)
                best = (Candidates[i], features, data, f1);
        }
        return (best!.Value.Set, best.Value.Features, best.Value.Data);
    }
}
