using Audience.Labeling.Keywords;

namespace Audience.Labeling.Items;

/// <summary>What an item looks for: a keyword, or an expression.</summary>
/// <param name="Text">The keyword or the expression; one character or more.</param>
/// <param name="Matches">The keyword may stand at any of these places, each given once; empty for an expression.</param>
/// <param name="Unless">Longer texts that hold the keyword: an occurrence that lies wholly inside one of them does not count.</param>
public sealed record ItemTerm(string Text, IReadOnlyList<KeywordMatchType> Matches, IReadOnlyList<string> Unless)
{
    /// <summary>A keyword without exceptions.</summary>
    public ItemTerm(string keyword, KeywordMatchType match = KeywordMatchType.Partially)
        : this(keyword, [match], []) { }

    /// <summary>An expression.</summary>
    public static ItemTerm Expression(string text) => new(text, [], []);
}
