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
    private static readonly TokenCut[] Candidates =
    [
        new(TokenSet.Words),
        new(Runs),
        new(Runs | TokenSet.Stretches),
        new(Runs | Parts),
        new(Runs | Parts | TokenSet.Stretches),
        new(TokenSet.All),
    ];

    /// <summary>What tells rare labels is rare itself: offered where a label is, as elsewhere it costs more than it brings.</summary>
    private static readonly TokenCut OfRare = new(TokenSet.WordPairs, MinTexts: 1);

    /// <summary>It is not taken for less.</summary>
    private const double WorthOfRare = 0.01;

    private static readonly LinearSetting[] Settings =
    [
        new(LossKind.SquaredHinge, 0.005f, 1),
        new(LossKind.SquaredHinge, 0.05f, 0),
        new(LossKind.SquaredHinge, 0.2f, 0),
        new(LossKind.SquaredHinge, 1, 0),
    ];

    /// <summary>What they are cut into, what that makes of the sample's documents, and their features.</summary>
    public static (TokenCut Cut, TfIdf Features, FitData Data) Choose(Documents documents, Sample sample, TrainingWatch watch)
    {
        (TokenCut Cut, TfIdf Features, FitData Data, double F1)? best = null;
        string[] texts = documents.Texts[..sample.Documents.Length];
        var possible = documents.TokenSets;
        for (int i = 0; i < Candidates.Length; i++)
        {
            watch.Part(0.3 * (i + 1) / (Candidates.Length + 2));
            Try(Candidates[i] with { Set = Candidates[i].Set & possible }, Worth);
        }
        watch.Part(0.3 * (Candidates.Length + 1) / (Candidates.Length + 2));
        var chosen = best!.Value.Cut;
        if (possible.HasFlag(TokenSet.Capitals) && !chosen.Set.HasFlag(TokenSet.Capitals))
            Try(chosen with { Set = chosen.Set | TokenSet.Capitals }, Worth);
        watch.Part(0.3);
        if (Favour.CanHelp(best.Value.Data, documents.MultiLabel))
            Try(OfRare, WorthOfRare);
        return (best.Value.Cut, best.Value.Features, best.Value.Data);

        void Try(TokenCut cut, double worth)
        {
            var features = TfIdf.Learn(texts, cut.Set, LinearTrainer.MaxTokens(documents), watch.Cancel, cut.MinTexts);
            if (best is { } before && before.Features.Vocabulary.Hashes.SequenceEqual(features.Vocabulary.Hashes))
                return;
            var data = LinearTrainer.Data(documents, features, texts.Length, watch.Cancel);
            double f1 = Trials
                .Run(data, sample.Fold, sample.Folds, documents.MultiLabel, Settings, watch)
                .Max(scores => Trials.F1(scores, data, documents.MultiLabel));
            if (best is null || f1 > best.Value.F1 + worth)
                best = (cut, features, data, f1);
        }
    }
}

/// <summary>What texts are cut into.</summary>
/// <param name="Set">Which tokens.</param>
/// <param name="MinTexts">Of how many texts a token is at least, where there are not few.</param>
internal readonly record struct TokenCut(TokenSet Set, int MinTexts = 2);
