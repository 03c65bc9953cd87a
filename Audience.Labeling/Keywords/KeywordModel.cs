namespace Audience.Labeling.Keywords;

/// <summary>
/// Gives a text the labels whose keywords stand in it, compared as <see cref="StringComparison.OrdinalIgnoreCase"/>
/// does, all labels in one pass over the text. Building it costs time and memory in proportion to the characters
/// of the keywords.
/// </summary>
public sealed class KeywordModel : ILabelModel
{
    /// <summary>The longest keyword, in characters: as long as an expression may be.</summary>
    public const int MaxKeywordLength = 20_000;

    private readonly string[] _labels;
    private readonly int _counted;
    private readonly KeywordTrie? _start;
    private readonly KeywordTrie? _end;
    private readonly KeywordTrie? _exactly;
    private readonly KeywordScanner? _anywhere;

    /// <param name="labels">The labels, each once, with their keywords.</param>
    /// <exception cref="PatternException">A label is given twice; a keyword is empty, too long or holds half a surrogate pair.</exception>
    public KeywordModel(IReadOnlyList<LabelKeywords> labels)
        : this(labels, labels?.Count ?? 0) { }

    /// <param name="labels">The labels, each once, with their keywords.</param>
    /// <param name="counted">Once so many labels from the first on are found, the others are looked for no longer.</param>
    internal KeywordModel(IReadOnlyList<LabelKeywords> labels, int counted)
    {
        _counted = counted;
        KeywordSet set = new(labels);
        _labels = [.. labels.Select(label => label.Label)];
        _start = Trie(set.Start);
        _end = Trie(set.End);
        _exactly = Trie(set.Exactly);
        _anywhere = set.Anywhere.Nodes > 1 ? new KeywordScanner(set.Anywhere, counted) : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => _labels;

    /// <inheritdoc/>
    public void Label(ReadOnlySpan<char> text, LabelSet found)
    {
        ArgumentNullException.ThrowIfNull(found);
        int missing = _counted;
        if (_exactly is not null)
            missing -= _exactly.AddWhole(text, found);
        if (_start is not null)
            missing -= _start.AddAt(text, 0, found);
        if (_end is not null)
            missing -= _end.AddEnd(text, found);
        if (missing > 0)
            _anywhere?.AddAll(text, found, missing);
    }

    private KeywordTrie? Trie(TrieBuilder builder) => builder.Nodes > 1 ? new KeywordTrie(builder, _counted) : null;
}
