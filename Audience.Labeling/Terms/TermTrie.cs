using Audience.Labeling.Features;

namespace Audience.Labeling.Terms;

/// <summary>Finds terms at every place of a text and adds up their weights. Built once, then only read.</summary>
internal sealed class TermTrie
{
    private readonly Dictionary<(int Node, char Next), int> _children = [];
    private readonly List<(int Label, double Weight)[]> _weights = [[]];
    private readonly int[] _roots = new int[char.MaxValue + 1];

    /// <summary>Adds a term.</summary>
    public void Add(string term, int label, double weight)
    {
        int node = 0;
        foreach (char c in term)
        {
            char folded = TextTokens.Fold(c);
            if (!_children.TryGetValue((node, folded), out int child))
            {
                child = _weights.Count;
                _weights.Add([]);
                _children[(node, folded)] = child;
                if (node == 0)
                    _roots[folded] = child;
            }
            node = child;
        }
        _weights[node] = [.. _weights[node], (label, weight)];
    }

    /// <summary>Adds the weights of all terms of the text to the scores of their labels.</summary>
    public void Score(ReadOnlySpan<char> text, double[] scores)
    {
        for (int start = 0; start < text.Length; start++)
        {
            int node = _roots[TextTokens.Fold(text[start])];
            // A term that begins with a Latin letter begins where a word does.
            if (node == 0 || start > 0 && IsWord(text[start]) && IsWord(text[start - 1]))
                continue;
            for (int next = start + 1; ; next++)
            {
                if (_weights[node].Length > 0 && !(next < text.Length && IsWord(text[next - 1]) && IsWord(text[next])))
                    foreach (var (label, weight) in _weights[node])
                        scores[label] += weight;
                if (next == text.Length || !_children.TryGetValue((node, TextTokens.Fold(text[next])), out node))
                    break;
            }
        }
    }

    // Part of a word that blanks set apart: what TextTokens takes together, too.
    private static bool IsWord(char c) => c < 128 ? char.IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c) && !TextTokens.IsIdeograph(c);
}
