namespace Audience.Labeling.Features;

/// <summary>What the tokens of a vocabulary, which knows them by their hashes, look like.</summary>
public static class TokenNames
{
    /// <summary>By token: its text without case, as it stands in the documents; empty where it is in none of them.</summary>
    /// <param name="vocabulary">The tokens of a set.</param>
    /// <param name="texts">The documents.</param>
    public static string[] Of(Vocabulary vocabulary, IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(texts);
        string[] names = new string[vocabulary.Count];
        Array.Fill(names, "");
        foreach (string text in texts)
        {
            var sink = new Sink(vocabulary, text, names);
            new Tokenizer<Sink>(vocabulary.Set ?? TokenSet.Words, text).Run(ref sink);
        }
        return names;
    }

    private readonly struct Sink(Vocabulary vocabulary, string text, string[] names) : ITokenSink
    {
        public bool Add(ulong hash, int start, int end)
        {
            int token = vocabulary.Find(hash);
            if (token >= 0 && names[token].Length == 0)
                names[token] = string.Create(
                    end - start,
                    text.AsMemory(start, end - start),
                    (name, from) =>
                    {
                        for (int i = 0; i < name.Length; i++)
                            name[i] = TextTokens.Fold(from.Span[i]);
                    }
                );
            return token >= 0;
        }
    }
}
