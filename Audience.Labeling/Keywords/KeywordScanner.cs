namespace Audience.Labeling;

/// <summary>Finds partially matched keywords: a filter over neighbouring characters, then the trie where it lets one pass.</summary>
internal sealed class KeywordScanner
{
    private readonly KeywordTrie _trie;

    internal KeywordScanner(TrieBuilder keywords) => _trie = new KeywordTrie(keywords);

    /// <summary>Adds the labels of every keyword in the text; stops when <paramref name="missing"/> labels were added.</summary>
    internal void AddAll(ReadOnlySpan<char> text, LabelSet found, int missing)
    {
        for (int i = 0; i < text.Length && missing > 0; i++)
            missing -= _trie.AddAt(text, i, found);
    }
}
