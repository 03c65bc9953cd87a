namespace Audience.Labeling.Features;

/// <summary>Weights tokens by sublinear term frequency and smooth inverse document frequency (scikit-learn's sublinear_tf, smooth_idf, norm l2).</summary>
/// <param name="vocabulary">The tokens.</param>
/// <param name="idf">ln((1 + documents) / (1 + documents with the token)) + 1, by token.</param>
public sealed class TfIdf(Vocabulary vocabulary, float[] idf)
{
    /// <summary>The tokens.</summary>
    public Vocabulary Vocabulary => vocabulary;

    /// <summary>The inverse document frequencies, by token.</summary>
    public IReadOnlyList<float> Idf => idf;

    /// <summary>Learns vocabulary and frequencies: the tokens of at least two texts, the most frequent ones where there are too many.</summary>
    /// <param name="texts">The documents to train on.</param>
    /// <param name="max">How many tokens at most.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static TfIdf Learn(IReadOnlyList<string> texts, int max, CancellationToken cancellationToken)
    {
        var documents = new Dictionary<ulong, (int Last, int Count)>();
        for (int text = 0; text < texts.Count; text++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var tokens = new TextTokens(texts[text]);
            while (tokens.Move())
            {
                ulong hash = tokens.Hash();
                if (!documents.TryGetValue(hash, out var seen))
                    documents[hash] = (text, 1);
                else if (seen.Last != text)
                    documents[hash] = (text, seen.Count + 1);
            }
        }
        // By hash where frequencies are equal, so that the same texts always give the same vocabulary.
        int min = texts.Count > 20 ? 2 : 1;
        var kept = documents
            .Where(d => d.Key != 0 && d.Value.Count >= min)
            .OrderByDescending(d => d.Value.Count)
            .ThenBy(d => d.Key)
            .Take(max)
            .ToList();
        return new TfIdf(
            new Vocabulary([.. kept.Select(d => d.Key)]),
            [.. kept.Select(d => (float)(Math.Log((1.0 + texts.Count) / (1.0 + d.Value.Count)) + 1))]
        );
    }

    /// <summary>The weight of a token before the vector is brought to length 1.</summary>
    public float Weight(int token, int count) => (count == 1 ? 1 : 1 + MathF.Log(count)) * idf[token];

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
