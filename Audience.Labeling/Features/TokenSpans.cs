using System.Runtime.InteropServices;
using Audience.Labeling.Scoring;

namespace Audience.Labeling.Features;

/// <summary>Where the tokens of a text stand.</summary>
internal static class TokenSpans
{
    /// <summary>
    /// By known token of the text: where it stands, the first places; of length 0 where it tells the text's shape.
    /// </summary>
    public static IReadOnlyDictionary<int, List<TextSpan>> Of(Vocabulary vocabulary, string text)
    {
        var spans = new Dictionary<int, List<TextSpan>>();
        if (vocabulary.Set is { } set)
        {
            var sink = new Sink(vocabulary, spans);
            new Tokenizer<Sink>(set, text).Run(ref sink);
            return spans;
        }
        var tokens = new TextTokens(text);
        while (tokens.Move())
            if (vocabulary.Find(tokens.Hash()) is >= 0 and var token)
                Add(spans, token, new TextSpan(tokens.Start, tokens.Length));
        return spans;
    }

    private static void Add(Dictionary<int, List<TextSpan>> spans, int token, TextSpan place)
    {
        var places = CollectionsMarshal.GetValueRefOrAddDefault(spans, token, out _) ??= [];
        if (places.Count < TextPart.MostPlaces)
            places.Add(place);
    }

    private readonly struct Sink(Vocabulary vocabulary, Dictionary<int, List<TextSpan>> spans) : ITokenSink
    {
        public bool Add(ulong hash, int start, int end)
        {
            int token = vocabulary.Find(hash);
            if (token >= 0)
                TokenSpans.Add(spans, token, new TextSpan(start, end - start));
            return token >= 0;
        }
    }
}
