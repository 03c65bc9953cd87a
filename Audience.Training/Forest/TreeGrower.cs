using Audience.Labeling.Forest;

namespace Audience.Training.Forest;

/// <summary>
/// Grows a tree on documents drawn with replacement, until no leaf holds documents with different labels that a question could
/// part.
/// </summary>
internal sealed class TreeGrower
{
    /// <summary>More documents for a tree cost time that grows with their square, and the other trees see the others.</summary>
    private const int MostDrawn = 10_000;

    private readonly ForestData _data;
    private readonly SplitFinder _finder;
    private readonly byte[] _weights; // by document: how often it was drawn
    private readonly int[] _documents; // those drawn; the ones of a node lie side by side
    private readonly int[] _placeOf; // by document: where it lies there
    private readonly int[] _nodeOf; // by document: the number of its node; 0 for those not drawn
    private readonly List<ForestNode> _nodes = [];
    private readonly List<float[]> _leaves = [];
    private readonly Dictionary<string, int> _pureLeaf = new(StringComparer.Ordinal); // by labels: the leaf where all documents have them
    private int _lastNumber = 1;

    private TreeGrower(ForestData data, int seed)
    {
        _data = data;
        var random = new Random(seed);
        _weights = new byte[data.Rows.Length];
        for (int i = 0; i < Math.Min(_weights.Length, MostDrawn); i++)
            if (random.Next(_weights.Length) is var document && _weights[document] < byte.MaxValue)
                _weights[document]++;
        _documents = [.. Enumerable.Range(0, _weights.Length).Where(d => _weights[d] > 0)];
        (_placeOf, _nodeOf) = (new int[_weights.Length], new int[_weights.Length]);
        _finder = new SplitFinder(data, random);
    }

    /// <summary>Grows a tree; the same seed gives the same one.</summary>
    public static Tree Grow(ForestData data, int seed, CancellationToken cancellationToken)
    {
        var grower = new TreeGrower(data, seed);
        grower.Grow(cancellationToken);
        return new Tree([.. grower._nodes], [.. grower._leaves], [.. grower._weights.Select(w => w > 0)]);
    }

    private void Grow(CancellationToken cancellationToken)
    {
        var root = new NodeDocuments(_data, _weights, _lastNumber, 0, _documents.Length);
        for (int place = 0; place < _documents.Length; place++)
        {
            (_placeOf[_documents[place]], _nodeOf[_documents[place]]) = (place, root.Number);
            root.Add(_documents[place]);
        }
        // A node's "no" is the node after it; its "yes" comes later, and is told it then.
        var waiting = new Stack<(int Parent, NodeDocuments Documents)>([(-1, root)]);
        while (waiting.TryPop(out var next))
        {
            if (next.Parent >= 0)
                _nodes[next.Parent] = _nodes[next.Parent] with { Yes = _nodes.Count };
            var node = next.Documents;
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var split = node.IsPure ? Split.None : _finder.Find(node, _documents.AsSpan(node.Start..node.End), _nodeOf, _weights);
                if (split == Split.None)
                {
                    _nodes.Add(ForestNode.End(Leaf(node)));
                    break;
                }
                var yes = Part(node, split);
                if (!yes.IsPure)
                    waiting.Push((_nodes.Count, yes));
                _nodes.Add(new ForestNode(split.Token, ForestData.Min[split.Step], yes.IsPure ? ~Leaf(yes) : 0));
            }
        }
    }

    // Takes the documents that answer yes out of the node.
    private NodeDocuments Part(NodeDocuments node, Split split)
    {
        int start = node.Start;
        foreach (var (document, step) in _data.Columns[split.Token])
        {
            if (step < split.Step || _nodeOf[document] != node.Number)
                continue;
            node.Remove(document);
            int other = _documents[node.Start],
                place = _placeOf[document];
            (_documents[node.Start], _documents[place]) = (document, other);
            (_placeOf[document], _placeOf[other]) = (node.Start++, place);
        }
        var yes = new NodeDocuments(_data, _weights, ++_lastNumber, start, node.Start);
        foreach (int document in _documents.AsSpan(start..node.Start))
        {
            _nodeOf[document] = yes.Number;
            yes.Add(document);
        }
        return yes;
    }

    private int Leaf(NodeDocuments node)
    {
        if (node.IsPure && !_pureLeaf.TryAdd(string.Join(',', _data.Truth[_documents[node.Start]]), _leaves.Count))
            return _pureLeaf[string.Join(',', _data.Truth[_documents[node.Start]])];
        _leaves.Add(Array.ConvertAll(node.Having, having => having / node.Total));
        return _leaves.Count - 1;
    }
}
