namespace Audience.Labeling.Features;

/// <summary>
/// How the words of a text are written: small, with a capital in front, in capitals; pairs of neighbours, the first and the last. All other
/// tokens are without case, which tells languages apart, names from words, and shouting from speech.
/// </summary>
internal struct Capitals
{
    private const uint None = 0,
        Small = 1,
        InFront = 2,
        Throughout = 3;

    private uint _previous; // how the last word that has a case is written

    /// <summary>Gives what is known of a word.</summary>
    /// <param name="word">The word; one of digits, or of a script without case, is passed over.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="sink">Takes the tokens, which are of length 0 as they say nothing about any characters.</param>
    public void Word<TSink>(ReadOnlySpan<char> word, int at, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        uint way = WayOf(word);
        if (way == None)
            return;
        Give(TokenHash.Case, way, at, ref sink);
        if (_previous == None)
            Give(TokenHash.FirstCase, way, at, ref sink);
        else
            Give(TokenHash.Cases, _previous << 16 | way, at, ref sink);
        _previous = way;
    }

    /// <summary>Gives what is known of the last word.</summary>
    public readonly void Finish<TSink>(int at, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        if (_previous != None)
            Give(TokenHash.LastCase, _previous, at, ref sink);
    }

    private static uint WayOf(ReadOnlySpan<char> word)
    {
        if (char.IsLower(word[0]))
            return Small;
        if (!char.IsUpper(word[0]))
            return None;
        // A single capital may be either: it is what most words with one are.
        if (word.Length == 1)
            return InFront;
        foreach (char c in word)
            if (char.IsLower(c))
                return InFront;
        return Throughout;
    }

    private static void Give<TSink>(ulong kind, uint value, int at, ref TSink sink)
        where TSink : struct, ITokenSink => sink.Add(TokenHash.Finish(TokenHash.Next(kind, value)), at, at);
}
