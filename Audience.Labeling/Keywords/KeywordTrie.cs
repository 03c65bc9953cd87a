using System.Numerics;

namespace Audience.Labeling.Keywords;

/// <summary>
/// A trie of folded keywords, frozen into one open-addressed table of edges: a step costs one probe whatever
/// the number of keywords that share a prefix, so no set of keywords makes a text slower than its length times
/// the longest keyword. Where only one keyword is left, its rest is compared as it stands.
/// </summary>
internal sealed class KeywordTrie
{
    // A node is its number times 4 and these flags, so that a step needs no look at the node itself.
    private const int HasLabels = 1;
    private const int IsInner = 2;

    /// <summary>The node at which every walk begins, and no edge ends.</summary>
    internal const int Root = 0;
    private const int None = -1;

    private readonly Edge[] _edges;
    private readonly int _shift;
    private readonly Node[] _nodes;

    // The rests of all keywords one after the other: a string for each would spread them over the memory.
    private readonly char[] _rests;

    // Labels from here on do not count as added.
    private readonly int _counted;

    internal KeywordTrie(TrieBuilder builder, int counted)
    {
        _counted = counted;
        (int Parent, char Unit, int Child)[] all = [.. builder.Edges];
        var (count, only, units) = (new int[builder.Nodes], new int[builder.Nodes], new char[builder.Nodes]);
        foreach ((int parent, char unit, int child) in all)
        {
            count[parent]++;
            (only[parent], units[child]) = (child, unit);
        }
        // Where only one keyword is left; found from the leaves up, because a child has a higher number than its parent.
        bool[] single = new bool[builder.Nodes];
        for (int node = builder.Nodes - 1; node > Root; node--)
            single[node] = count[node] == 0 || (count[node] == 1 && builder.Labels(node) is null && single[only[node]]);

        (int Parent, char Unit, int Child)[] needed = [.. all.Where(edge => !single[edge.Parent])];
        // Numbered anew, side by side: half of the builder's nodes are on the way to a single keyword's end.
        int[] numbers = new int[builder.Nodes];
        _nodes = new Node[needed.Length + 1];
        List<char> rests = [];
        for (int number = 1; number < _nodes.Length; number++)
        {
            int child = needed[number - 1].Child;
            numbers[child] = number;
            int start = rests.Count;
            int end = child;
            // Each rest is made once, at its beginning: making it at every node on its way would take the square of its length.
            while (single[child] && count[end] == 1)
            {
                end = only[end];
                rests.Add(units[end]);
            }
            IReadOnlyList<int>? labels = builder.Labels(end);
            _nodes[number] = new Node(
                start,
                rests.Count - start,
                labels is [int label] ? label : -1,
                labels is { Count: > 1 } ? [.. labels] : null
            );
        }
        _rests = [.. rests];
        int bits = Math.Max(4, BitOperations.Log2((uint)(needed.Length + (needed.Length / 2))) + 1);
        _edges = new Edge[1 << bits];
        _shift = 32 - bits;
        foreach ((int parent, char unit, int child) in needed)
        {
            int slot = Slot(numbers[parent], unit);
            while (_edges[slot].Child != Root)
                slot = (slot + 1) & (_edges.Length - 1);
            Node node = _nodes[numbers[child]];
            int flags = (node.Label < 0 && node.Labels is null ? 0 : HasLabels) | (single[child] ? 0 : IsInner);
            _edges[slot] = new Edge(numbers[parent], unit, (numbers[child] << 2) | flags);
        }
    }

    /// <summary>Adds the labels of every keyword that stands at a position.</summary>
    /// <returns>How many labels that count were not in the set before.</returns>
    internal int AddAt(ReadOnlySpan<char> text, int position, LabelSet found) => Walk(text, position, 1, Root, found, whole: false);

    /// <summary>Adds the labels of every keyword that goes on at a position from a node that <see cref="Down"/> gave.</summary>
    /// <returns>How many labels that count were not in the set before.</returns>
    internal int AddBelow(ReadOnlySpan<char> text, int position, int node, LabelSet found)
    {
        if ((node & IsInner) == 0)
            return AddLeaf(text, position, 1, node, found, whole: false);
        return ((node & HasLabels) != 0 ? AddLabels(node, found) : 0) + Walk(text, position, 1, node, found, whole: false);
    }

    /// <summary>Where the start of a keyword leads, and how many of its characters lead there: fewer than all where only one keyword is
    /// left before.</summary>
    internal (int Node, int Depth) Down(string start)
    {
        int node = Child(Root, start[0]);
        int depth = 1;
        for (; depth < start.Length && (node & IsInner) != 0; depth++)
            node = Child(node >> 2, start[depth]);
        return (node, depth);
    }

    /// <summary>In a trie of reversed keywords, adds the labels of every keyword that ends the text.</summary>
    internal int AddEnd(ReadOnlySpan<char> text, LabelSet found) => Walk(text, text.Length - 1, -1, Root, found, whole: false);

    /// <summary>Adds the labels of the keyword that is the text.</summary>
    internal int AddWhole(ReadOnlySpan<char> text, LabelSet found) => Walk(text, 0, 1, Root, found, whole: true);

    private int Walk(ReadOnlySpan<char> text, int start, int step, int node, LabelSet found, bool whole)
    {
        int added = 0;
        for (int i = start; (uint)i < (uint)text.Length; i += step)
        {
            node = Child(node >> 2, CaseFold.At(text, i));
            if (node == None)
                break;
            if ((node & IsInner) == 0)
                return added + AddLeaf(text, i + step, step, node, found, whole);
            if ((node & HasLabels) != 0 && (!whole || i + step == text.Length))
                added += AddLabels(node, found);
        }
        return added;
    }

    private int AddLeaf(ReadOnlySpan<char> text, int start, int step, int node, LabelSet found, bool whole)
    {
        ref readonly Node leaf = ref _nodes[node >> 2];
        ReadOnlySpan<char> rest = _rests.AsSpan(leaf.Start, leaf.Length);
        int i = start;
        if (step > 0)
        {
            if (text.Length - start < rest.Length)
                return 0;
            for (; rest.Length >= 4; rest = rest[4..], i += 4)
                if (CaseFold.FourAt(text, i) != CaseFold.Four(rest))
                    return 0;
        }
        foreach (char unit in rest)
        {
            if ((uint)i >= (uint)text.Length || CaseFold.At(text, i) != unit)
                return 0;
            i += step;
        }
        return !whole || i == text.Length ? AddLabels(node, found) : 0;
    }

    private int AddLabels(int node, LabelSet found)
    {
        ref readonly Node labelled = ref _nodes[node >> 2];
        if (labelled.Labels is not { } labels)
            return AddLabel(labelled.Label, found);
        int added = 0;
        foreach (int label in labels)
            added += AddLabel(label, found);
        return added;
    }

    private int AddLabel(int label, LabelSet found)
    {
        if (found.Contains(label))
            return 0;
        found.Add(label);
        return label < _counted ? 1 : 0;
    }

    private int Child(int parent, char unit)
    {
        Edge[] edges = _edges;
        for (int slot = Slot(parent, unit); ; slot = (slot + 1) & (edges.Length - 1))
        {
            ref readonly Edge edge = ref edges[slot];
            if (edge.Unit == unit && edge.Parent == parent && edge.Child != Root)
                return edge.Child;
            if (edge.Child == Root)
                return None;
        }
    }

    private int Slot(int parent, char unit) => (int)((((uint)parent * 0x9E3779B1u) ^ (unit * 0x85EBCA6Bu)) * 0xC2B2AE35u >> _shift);

    private readonly record struct Edge(int Parent, char Unit, int Child);

    /// <param name="Start">Where in the rests that stands which still has to follow, in a node where only one keyword is left.</param>
    /// <param name="Length">How many characters that is.</param>
    /// <param name="Label">What the keyword that ends here, or with the rest, gives; -1 where that is not just one label.</param>
    /// <param name="Labels">What it gives where that is more than one.</param>
    private readonly record struct Node(int Start, int Length, int Label, int[]? Labels);
}
