using Audience.Labeling.Features;

namespace Audience.Training.Terms;

/// <summary>What the tokens of a vocabulary, which knows them by their hashes, look like.</summary>
internal static class TermNames
{
    /// <summary>By token: its text without case, as it stands in the documents.</summary>
    public static string[] Of(Vocabulary vocabulary, IEnumerable<string> texts)
    {
        string[] names = new string[vocabulary.Count];
        foreach (string text in texts)
        {
            var tokens = new TextTokens(text);
            while (tokens.Move())
                if (vocabulary.Find(tokens.Hash()) is >= 0 and var token && names[token] is null)
                    names[token] = string.Create(
                        tokens.Length,
                        text.AsMemory(tokens.Start, tokens.Length),
                        (name, from) =>
                        {
                            for (int i = 0; i < name.Length; i++)
                                name[i] = TextTokens.Fold(from.Span[i]);
                        }
                    );
        }
        return names;
    }
}
