using System.Numerics;
using System.Runtime.CompilerServices;
using Audience.Labeling.Features;

namespace Audience.Labeling.Forest;

/// <summary>
/// The nodes that ask for a token. Trees over texts peel off a few documents at a time, so that a short text is asked hundreds of questions
/// in a row before one is about a token that it has: here the nodes of its tokens are marked, and a row is passed 64 questions at a time.
/// Immutable.
/// </summary>
internal sealed class NodeIndex
{
    private readonly ForestNode[] _nodes;
    private readonly int[] _starts; // by token: its first place, and behind the last token the number of places
    private readonly int[] _places; // by token, then by how often it has to occur: the nodes
    private readonly ulong[] _ends; // a bit a node: those that ask for nothing

    /// <param name="nodes">All nodes.</param>
    /// <param name="tokens">How many tokens there are.</param>
    public NodeIndex(ForestNode[] nodes, int tokens)
    {
        (_nodes, _starts, _ends) = (nodes, new int[tokens + 1], new ulong[nodes.Length / 64 + 1]);
        for (int node = 0; node < nodes.Length; node++)
            if (nodes[node].Min == 0)
                Mark(_ends, node);
            else
                _starts[nodes[node].Token]++;
        for (int token = 1; token <= tokens; token++)
            _starts[token] += _starts[token - 1];
        _places = new int[_starts[tokens]];
        bool[] asked = new bool[byte.MaxValue + 1];
        foreach (var node in nodes)
            asked[node.Min] = true;
        // Places are taken from the back on, so the nodes that ask for most come first.
        for (int min = byte.MaxValue; min > 0; min--)
        for (int node = asked[min] ? 0 : nodes.Length; node < nodes.Length; node++)
            if (nodes[node].Min == min)
                _places[--_starts[nodes[node].Token]] = node;
    }

    /// <summary>Scratch memory for one thread at a time: a bit a node.</summary>
    public ulong[] Scratch() => [.. _ends];

    /// <summary>How many nodes ask for the tokens of a text.</summary>
    public long Places(TokenCounts counts)
    {
        long places = 0;
        foreach (int token in counts.Found)
            places += _starts[token + 1] - _starts[token];
        return places;
    }

    /// <summary>Marks the nodes that answer yes.</summary>
    /// <param name="counts">The tokens of the text.</param>
    /// <param name="marked">What <see cref="Scratch"/> gave.</param>
    public void Mark(TokenCounts counts, ulong[] marked)
    {
        foreach (int token in counts.Found)
        {
            int occurs = counts[token];
            foreach (int node in _places.AsSpan(_starts[token].._starts[token + 1]))
            {
                // The first ones that ask for more are behind all that ask for less.
                if (_nodes[node].Min > occurs)
                    break;
                Mark(marked, node);
            }
        }
    }

    /// <summary>Takes the marks back.</summary>
    /// <param name="counts">The tokens of the text.</param>
    /// <param name="marked">What was marked.</param>
    public void Unmark(TokenCounts counts, ulong[] marked)
    {
        foreach (int token in counts.Found)
        foreach (int node in _places.AsSpan(_starts[token].._starts[token + 1]))
            marked[node >> 6] = _ends[node >> 6];
    }

    /// <summary>The first node from here on that answers yes; rows end with one that always does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Next(ulong[] marked, int node)
    {
        int at = node >> 6;
        ulong bits = marked[at] & (ulong.MaxValue << node);
        while (bits == 0)
            bits = marked[++at];
        return (at << 6) + BitOperations.TrailingZeroCount(bits);
    }

    private static void Mark(ulong[] bits, int node) => bits[node >> 6] |= 1UL << node;
}
