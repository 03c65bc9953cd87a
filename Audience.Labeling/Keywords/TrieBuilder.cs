namespace Audience.Labeling.Keywords;

/// <summary>Grows a trie of folded keywords with the labels that they give. Node 0 is the root, children have higher numbers.</summary>
internal sealed class TrieBuilder
{
    // The key is the parent and the character in one number, which hashes several times faster than a tuple.
    private readonly Dictionary<long, int> _children = [];
    private readonly List<List<int>?> _labels = [null];

    internal int Nodes => _labels.Count;

    /// <summary>In the order in which they were added.</summary>
    internal IEnumerable<(int Parent, char Unit, int Child)> Edges =>
        _children.Select(edge => ((int)(edge.Key >> 16), (char)edge.Key, edge.Value));

    /// <summary>The labels of the keyword that ends at a node, or null.</summary>
    internal IReadOnlyList<int>? Labels(int node) => _labels[node];

    internal void Add(ReadOnlySpan<char> folded, int label)
    {
        int node = 0;
        foreach (char unit in folded)
        {
            if (!_children.TryGetValue(Key(node, unit), out int child))
            {
                child = _labels.Count;
                _labels.Add(null);
                _children.Add(Key(node, unit), child);
            }
            node = child;
        }
        List<int> labels = _labels[node] ??= [];
        // Labels come one after the other, so that one which is there already was the last.
        if (labels.Count == 0 || labels[^1] != label)
            labels.Add(label);
    }

    /// <summary>The different starts of keywords, of up to so many characters, and whether a start is a keyword itself.</summary>
    internal List<(string Start, bool IsKeyword)> Starts(int maxDuration)
    {
        List<(string, bool)> starts = [];
        string?[] paths = new string?[_labels.Count];
        paths[0] = "";
        // Children were added after their parents.
        foreach ((int parent, char unit, int child) in Edges)
        {
            if (paths[parent] is not { } path || path.Length == maxDuration)
                continue;
            paths[child] = path + unit;
            starts.Add((paths[child]!, _labels[child] is not null));
        }
        return starts;
    }

    /// <summary>Whether any keyword of the trie stands somewhere in a folded text, as far as that many steps tell.</summary>
    /// <param name="folded">The text.</param>
    /// <param name="steps">How many steps may be taken; what is left of them afterwards.</param>
    internal bool AnyIn(ReadOnlySpan<char> folded, ref long steps)
    {
        for (int start = 0; start < folded.Length; start++)
        {
            int node = 0;
            for (int i = start; i < folded.Length && --steps > 0 && _children.TryGetValue(Key(node, folded[i]), out node); i++)
            {
                if (_labels[node] is not null)
                    return true;
            }
        }
        return false;
    }

    private static long Key(int parent, char unit) => ((long)parent << 16) | unit;
}
