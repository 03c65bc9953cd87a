namespace Audience.Labeling.Features;

/// <summary>
/// Weights tokens by sublinear term frequency and smooth inverse document frequency (scikit-learn's sublinear_tf, smooth_idf, norm
/// l2).
/// </summary>
/// <param name="vocabulary">The tokens.</param>
/// <param name="idf">ln((1 + documents) / (1 + documents with the token)) + 1, by token.</param>
public sealed class TfIdf(Vocabulary vocabulary, float[] idf)
{
    /// <summary>Beyond so many characters the rarest tokens are not worth their memory.</summary>
    private const long ManyCharacters = 8_000_000;

    private static readonly float[] Sublinear = [.. Enumerable.Range(0, 64).Select(count => count == 0 ? 0 : 1 + MathF.Log(count))];

    /// <summary>The tokens.</summary>
    public Vocabulary Vocabulary => vocabulary;

    /// <summary>The inverse document frequencies, by token.</summary>
    public IReadOnlyList<float> Idf => idf;

    /// <summary>
    /// Learns vocabulary and frequencies: the tokens of at least <paramref name="minTexts"/> texts, the most frequent ones where there are
    /// too many; all tokens where there are few texts, or none that so many of them share.
    /// </summary>
    /// <param name="texts">The documents to train on.</param>
    /// <param name="set">What they are cut into.</param>
    /// <param name="max">How many tokens at most.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="minTexts">Of how many texts a token is, from 1 on.</param>
    public static TfIdf Learn(IReadOnlyList<string> texts, TokenSet set, int max, CancellationToken cancellationToken, int minTexts = 2)
    {
        var frequencies = new DocumentFrequencies(set, texts.Sum(text => (long)text.Length) > ManyCharacters);
        foreach (string text in texts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            frequencies.Add(text);
        }
        var kept = frequencies.MostFrequent(texts.Count > 20 ? minTexts : 1, max);
        if (kept.Count == 0)
            kept = frequencies.MostFrequent(1, max);
        return new TfIdf(
            new Vocabulary([.. kept.Select(d => d.Hash)], set),
            [.. kept.Select(d => (float)(Math.Log((1.0 + texts.Count) / (1.0 + d.Count)) + 1))]
        );
    }

    /// <summary>The weight of a token before the vector is brought to length 1.</summary>
    public float Weight(int token, int count) => (count < Sublinear.Length ? Sublinear[count] : 1 + MathF.Log(count)) * idf[token];

    /// <summary>The vector of a text that has been counted, of length 1 (or all 0), by token in ascending order.</summary>
    public (int[] Tokens, float[] Values) Vector(TokenCounts counts)
    {
        int[] tokens = [.. counts.Found];
        Array.Sort(tokens);
        float[] values = Array.ConvertAll(tokens, token => Weight(token, counts[token]));
        float length = MathF.Sqrt(values.Sum(v => v * v));
        for (int i = 0; length > 0 && i < values.Length; i++)
            values[i] /= length;
        return (tokens, values);
    }
}
