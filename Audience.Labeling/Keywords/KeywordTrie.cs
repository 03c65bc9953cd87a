using System.Numerics;
using System.Runtime.InteropServices;

namespace Audience.Labeling;

/// <summary>
/// A trie of folded keywords, frozen into one open-addressed table of edges: a step costs one probe whatever
/// the number of keywords that share a prefix, so no set of keywords makes a text slower than its length times
/// the longest keyword.
/// </summary>
internal sealed class KeywordTrie
{
    // A node is its number times 4 and these flags, so that a step needs no look at the node itself.
    private const int HasLabels = 1;
    private const int IsLeaf = 2;
    private const int Root = 0;
    private const int None = -1;

    private readonly Edge[] _edges;
    private readonly int _shift;
    private readonly int[]?[] _labels;

    internal KeywordTrie(TrieBuilder builder)
    {
        int bits = Math.Max(4, BitOperations.Log2((uint)builder.Nodes) + 2);
        _edges = new Edge[1 << bits];
        _shift = 32 - bits;
        _labels = new int[builder.Nodes][];
        bool[] inner = new bool[builder.Nodes];
        foreach ((int parent, _, _) in builder.Edges)
            inner[parent] = true;
        for (int node = 0; node < builder.Nodes; node++)
            _labels[node] = builder.Labels(node)?.ToArray();
        foreach ((int parent, char unit, int child) in builder.Edges)
        {
            int slot = Slot(parent, unit);
            while (_edges[slot].Child != Root)
                slot = (slot + 1) & (_edges.Length - 1);
            int flags = (_labels[child] is null ? 0 : HasLabels) | (inner[child] ? 0 : IsLeaf);
            _edges[slot] = new Edge(parent, unit, (child << 2) | flags);
        }
    }

    /// <summary>Adds the labels of every keyword that stands at a position.</summary>
    /// <returns>How many labels were not in the set before.</returns>
    internal int AddAt(ReadOnlySpan<char> text, int position, LabelSet found)
    {
        int added = 0;
        int node = Root;
        for (int i = position; i < text.Length; i++)
        {
            node = Child(node >> 2, CaseFold.At(text, i));
            if (node == None)
                break;
            if ((node & HasLabels) != 0)
                added += AddLabels(node, found);
            if ((node & IsLeaf) != 0)
                break;
        }
        return added;
    }

    /// <summary>In a trie of reversed keywords, adds the labels of every keyword that ends the text.</summary>
    internal int AddEnd(ReadOnlySpan<char> text, LabelSet found)
    {
        int added = 0;
        int node = Root;
        for (int i = text.Length - 1; i >= 0; i--)
        {
            node = Child(node >> 2, CaseFold.At(text, i));
            if (node == None)
                break;
            if ((node & HasLabels) != 0)
                added += AddLabels(node, found);
        }
        return added;
    }

    /// <summary>Adds the labels of the keyword that is the text.</summary>
    internal int AddWhole(ReadOnlySpan<char> text, LabelSet found)
    {
        int node = Root;
        for (int i = 0; i < text.Length && node != None; i++)
            node = Child(node >> 2, CaseFold.At(text, i));
        return node != None && (node & HasLabels) != 0 ? AddLabels(node, found) : 0;
    }

    private int AddLabels(int node, LabelSet found)
    {
        int added = 0;
        foreach (int label in _labels[node >> 2]!)
        {
            if (found.Contains(label))
                continue;
            found.Add(label);
            added++;
        }
        return added;
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

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Edge(int Parent, char Unit, int Child);
}
