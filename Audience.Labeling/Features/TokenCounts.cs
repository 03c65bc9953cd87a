namespace Audience.Labeling.Features;

/// <summary>How often each known token occurs in a text: scratch memory that is used again and again by one thread at a time.</summary>
public sealed class TokenCounts(Vocabulary vocabulary)
{
    private readonly int[] _counts = new int[vocabulary.Count];
    private readonly List<int> _found = [];

    /// <summary>The numbers of the tokens found, each once, in the order of their first occurrence.</summary>
    public IReadOnlyList<int> Found => _found;

    /// <summary>How often a token occurs.</summary>
    public int this[int token] => _counts[token];

    /// <summary>Counts the tokens of a text.</summary>
    public void Count(ReadOnlySpan<char> text)
    {
        foreach (int token in _found)
            _counts[token] = 0;
        _found.Clear();
        var tokens = new TextTokens(text);
        while (tokens.Move())
        {
            int token = vocabulary.Find(tokens.Hash());
            if (token >= 0 && _counts[token]++ == 0)
                _found.Add(token);
        }
    }
}
