using System.Runtime.CompilerServices;

namespace Audience.Labeling.Features;

/// <summary>How often each known token occurs in a text: scratch memory that is used again and again by one thread at a time.</summary>
public sealed class TokenCounts(Vocabulary vocabulary)
{
    private readonly int[] _counts = new int[vocabulary.Count];
    private int[] _found = new int[256];
    private int _foundCount;

    /// <summary>The numbers of the tokens found, each once, in the order of their first occurrence.</summary>
    public ReadOnlySpan<int> Found => _found.AsSpan(0, _foundCount);

    /// <summary>How often a token occurs.</summary>
    public int this[int token] => _counts[token];

    /// <summary>Counts the tokens of a text.</summary>
    public void Count(ReadOnlySpan<char> text)
    {
        foreach (int token in Found)
            _counts[token] = 0;
        _foundCount = 0;
        if (vocabulary.Set is { } set)
        {
            var sink = new Sink(this, vocabulary);
            new Tokenizer<Sink>(set, text).Run(ref sink);
            return;
        }
        var tokens = new TextTokens(text);
        while (tokens.Move())
        {
            int token = vocabulary.Find(tokens.Hash());
            if (token >= 0)
                Add(token);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int token)
    {
        if (_counts[token]++ > 0)
            return;
        if (_foundCount == _found.Length)
            Array.Resize(ref _found, 2 * _found.Length);
        _found[_foundCount++] = token;
    }

    private readonly struct Sink(TokenCounts counts, Vocabulary vocabulary) : ITokenSink
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Add(ulong hash, int start, int end)
        {
            int token = vocabulary.Find(hash);
            if (token < 0)
                return false;
            counts.Add(token);
            return true;
        }
    }
}
