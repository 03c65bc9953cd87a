using Audience.Labeling.Features;
using Audience.Training.Linear;

namespace Audience.Training.Reviewing;

/// <summary>Chooses texts that are unlike each other, each as a vector of its words and characters.</summary>
internal static class Unlike
{
    private const int MaxTokens = 1 << 16;

    // Texts with a larger cosine say the same with a few words changed.
    private const float NearDuplicate = 0.8f;

    /// <summary>Chooses, one by one, the text whose uncertainty × (1 − likeness to the most similar chosen one) is largest.</summary>
    /// <param name="considered">The texts to choose from.</param>
    /// <param name="texts">All texts.</param>
    /// <param name="count">How many at most; near duplicates of those that were chosen are left out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static List<NextText> Choose(
        IReadOnlyList<NextText> considered,
        IReadOnlyList<string> texts,
        int count,
        CancellationToken cancellationToken
    )
    {
        var chosen = new List<NextText>();
        if (considered.Count == 0)
            return chosen;
        var features = TfIdf.Learn(
            [.. considered.Select(text => texts[text.Text])],
            TokenSet.CharacterRuns | TokenSet.Punctuation,
            MaxTokens,
            cancellationToken
        );
        var counts = new TokenCounts(features.Vocabulary);
        SparseRow[] rows = [.. considered.Select(text => Row(features, counts, texts[text.Text]))];
        float[] likeness = new float[rows.Length],
            latest = new float[features.Vocabulary.Count];
        for (int pick = 0; pick < count; pick++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int best = -1;
            for (int row = 0; row < rows.Length; row++)
                if (likeness[row] < NearDuplicate && (best < 0 || Worth(row) > Worth(best)))
                    best = row;
            if (best < 0)
                break;
            chosen.Add(considered[best]);
            Spread(rows[best], latest, 1);
            for (int row = 0; row < rows.Length; row++)
                likeness[row] = Math.Max(likeness[row], Cosine(rows[row], latest));
            Spread(rows[best], latest, 0);
            likeness[best] = float.MaxValue;
        }
        return chosen;

        double Worth(int row) => considered[row].Uncertainty * (1 - likeness[row]);
    }

    private static SparseRow Row(TfIdf features, TokenCounts counts, string text)
    {
        counts.Count(text);
        var (tokens, values) = features.Vector(counts);
        return new SparseRow(tokens, values);
    }

    // Of rows that are one long, the product is the cosine.
    private static float Cosine(SparseRow row, float[] other)
    {
        float sum = 0;
        for (int i = 0; i < row.Tokens.Length; i++)
            sum += row.Values[i] * other[row.Tokens[i]];
        return sum;
    }

    private static void Spread(SparseRow row, float[] into, float times)
    {
        for (int i = 0; i < row.Tokens.Length; i++)
            into[row.Tokens[i]] = row.Values[i] * times;
    }
}
