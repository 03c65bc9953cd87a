using System.Runtime.CompilerServices;
using Audience.Labeling.Features;

namespace Audience.Labeling.Terms;

/// <summary>Finds terms at every place of a text and adds up their weights. Built once, then only read.</summary>
internal sealed class TermTrie
{
    private readonly int[] _roots = new int[char.MaxValue + 1]; // by folded first character: its node, or 0
    private readonly int[] _firstChild; // by node, and one more: where its children begin in the next two
    private readonly char[] _childCharacters;
    private readonly int[] _childNodes;
    private readonly (int Label, double Weight)[][] _weights; // by node: what a term that ends here adds

    /// <param name="terms">Terms of one label that differ by case only, or not at all, add up.</param>
    public TermTrie(IEnumerable<(string Term, int Label, double Weight)> terms)
    {
        var children = new Dictionary<(int Node, char Next), int>();
        var weights = new Dictionary<(int Node, int Label), double>();
        foreach (var (term, label, weight) in terms)
        {
            int node = 0;
            foreach (char c in term)
            {
                var edge = (node, TextTokens.Fold(c));
                if (!children.TryGetValue(edge, out node))
                    children[edge] = node = children.Count + 1;
            }
            weights[(node, label)] = weights.GetValueOrDefault((node, label)) + weight;
        }
        var edges = children.OrderBy(e => e.Key.Node).ThenBy(e => e.Key.Next).ToArray();
        _childCharacters = Array.ConvertAll(edges, e => e.Key.Next);
        _childNodes = Array.ConvertAll(edges, e => e.Value);
        _firstChild = new int[edges.Length + 2];
        foreach (var edge in edges)
            _firstChild[edge.Key.Node + 1]++;
        for (int node = 0; node <= edges.Length; node++)
            _firstChild[node + 1] += _firstChild[node];
        foreach (var edge in edges.Where(e => e.Key.Node == 0))
            _roots[edge.Key.Next] = edge.Value;
        _weights = new (int, double)[edges.Length + 1][];
        Array.Fill(_weights, []);
        foreach (var ending in weights.GroupBy(w => w.Key.Node))
            _weights[ending.Key] = [.. ending.Select(w => (w.Key.Label, w.Value)).OrderBy(w => w.Label)];
    }

    /// <summary>Adds the weights of all terms of the text to the scores of their labels.</summary>
    public void Score(ReadOnlySpan<char> text, Span<double> scores)
    {
        var sum = new Sum(scores);
        Visit(text, ref sum);
    }

    /// <summary>The terms of a label in a text, each time that one occurs.</summary>
    public List<(int Start, int End, double Weight)> Find(ReadOnlySpan<char> text, int label)
    {
        var found = new Occurrences(label, []);
        Visit(text, ref found);
        return found.All;
    }

    private void Visit<TVisitor>(ReadOnlySpan<char> text, ref TVisitor visitor)
        where TVisitor : struct, IVisitor, allows ref struct
    {
        for (int start = 0; start < text.Length; start++)
        {
            int node = _roots[TextTokens.Fold(text[start])];
            // A term that begins with a Latin letter begins where a word does.
            if (node == 0 || start > 0 && IsWord(text[start]) && IsWord(text[start - 1]))
                continue;
            for (int next = start + 1; node != 0; next++)
            {
                if (_weights[node].Length > 0 && !(next < text.Length && IsWord(text[next - 1]) && IsWord(text[next])))
                    foreach (var (label, weight) in _weights[node])
                        visitor.Take(start, next, label, weight);
                node = next < text.Length ? Child(node, TextTokens.Fold(text[next])) : 0;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Child(int node, char next)
    {
        int first = _firstChild[node],
            child = _childCharacters.AsSpan(first, _firstChild[node + 1] - first).IndexOf(next);
        return child < 0 ? 0 : _childNodes[first + child];
    }

    // Part of a word that blanks set apart: what TextTokens takes together, too.
    private static bool IsWord(char c) => c < 128 ? char.IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c) && !TextTokens.IsIdeograph(c);

    // Implemented by structs, so that the compiler makes a loop without calls of each.
    private interface IVisitor
    {
        void Take(int start, int end, int label, double weight);
    }

    private readonly ref struct Sum(Span<double> scores) : IVisitor
    {
        private readonly Span<double> _scores = scores;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Take(int start, int end, int label, double weight) => _scores[label] += weight;
    }

    private readonly struct Occurrences(int wanted, List<(int, int, double)> all) : IVisitor
    {
        public List<(int, int, double)> All => all;

        public void Take(int start, int end, int label, double weight)
        {
            if (label == wanted)
                all.Add((start, end, weight));
        }
    }
}
