namespace Audience.Labeling.Features;

/// <summary>Where the tokens of a text stand.</summary>
internal static class TokenSpans
{
    /// <summary>By known token of the text: where it first stands; of length 0 where it tells the text's shape.</summary>
    public static IReadOnlyDictionary<int, (int Start, int Length)> Of(Vocabulary vocabulary, string text)
    {
        var spans = new Dictionary<int, (int, int)>();
        if (vocabulary.Set is { } set)
        {
            var sink = new Sink(vocabulary, spans);
            new Tokenizer<Sink>(set, text).Run(ref sink);
            return spans;
        }
        var tokens = new TextTokens(text);
        while (tokens.Move())
            if (vocabulary.Find(tokens.Hash()) is >= 0 and var token)
                spans.TryAdd(token, (tokens.Start, tokens.Length));
        return spans;
    }

    private readonly struct Sink(Vocabulary vocabulary, Dictionary<int, (int, int)> spans) : ITokenSink
    {
        public bool Add(ulong hash, int start, int end)
        {
            int token = vocabulary.Find(hash);
            if (token >= 0)
                spans.TryAdd(token, (start, end - start));
            return token >= 0;
        }
    }
}
