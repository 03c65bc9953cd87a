using Audience.Labeling.Forest;

namespace Audience.Training.Forest;

/// <summary>Grows a tree on documents drawn with replacement, until no leaf holds documents with different labels that a question could part.</summary>
internal sealed class TreeGrower
{
    private readonly ForestData _data;
    private readonly SplitFinder _finder;
    private readonly byte[] _weights;   // by document: how often it was drawn
    private readonly int[] _documents;  // those drawn; the ones of a node lie side by side
    private readonly int[] _nodeOf;     // by document
    private readonly List<ForestNode> _nodes = [];
    private readonly List<float[]> _leaves = [];
    private readonly int[] _pureLeaf;   // by label: the leaf where all documents have it; -1 before there is one
    private int _lastNode;

    private TreeGrower(ForestData data, int seed)
    {
        _data = data;
        var random = new Random(seed);
        _weights = new byte[data.Rows.Length];
        for (int i = 0; i < _weights.Length; i++)
            if (random.Next(_weights.Length) is var document && _weights[document] < byte.MaxValue)
                _weights[document]++;
        _documents = [.. Enumerable.Range(0, _weights.Length).Where(d => _weights[d] > 0)];
        _nodeOf = new int[_weights.Length];
        _pureLeaf = new int[data.Labels];
        Array.Fill(_pureLeaf, -1);
        _finder = new SplitFinder(data, random);
    }

    /// <summary>Grows a tree; the same seed gives the same one.</summary>
    public static Tree Grow(ForestData data, int seed, CancellationToken cancel)
    {
        var grower = new TreeGrower(data, seed);
        grower.Grow(cancel);
        return new Tree([.. grower._nodes], [.. grower._leaves], [.. grower._weights.Select(w => w > 0)]);
    }

    private void Grow(CancellationToken cancel)
    {
        // A node's "no" is the node after it; its "yes" comes later, and is told it then.
        var waiting = new Stack<(int Parent, int Start, int End)>([(-1, 0, _documents.Length)]);
        while (waiting.TryPop(out var part))
        {
            if (part.Parent >= 0)
                _nodes[part.Parent] = _nodes[part.Parent] with { Yes = _nodes.Count };
            int start = part.Start;
            while (true)
            {
                cancel.ThrowIfCancellationRequested();
                var documents = _documents.AsSpan(start..part.End);
                var split = IsPure(documents) ? Split.None : Find(documents);
                if (split == Split.None)
                {
                    _nodes.Add(ForestNode.End(Leaf(documents)));
                    break;
                }
                int middle = start + Part(documents, split);
                var yes = _documents.AsSpan(start..middle);
                if (IsPure(yes))
                    _nodes.Add(new ForestNode(split.Token, ForestData.Least[split.Step], ~Leaf(yes)));
                else
                {
                    waiting.Push((_nodes.Count, start, middle));
                    _nodes.Add(new ForestNode(split.Token, ForestData.Least[split.Step], 0));
                }
                start = middle;
            }
        }
    }

    private Split Find(ReadOnlySpan<int> documents)
    {
        _lastNode++;
        foreach (int document in documents)
            _nodeOf[document] = _lastNode;
        return _finder.Find(_lastNode, documents, _nodeOf, _weights);
    }

    private bool IsPure(ReadOnlySpan<int> documents)
    {
        int[] first = _data.Truth[documents[0]];
        foreach (int document in documents[1..])
            if (!_data.Truth[document].AsSpan().SequenceEqual(first))
                return false;
        return true;
    }

    // Brings the documents that answer yes to the front, and tells how many they are.
    private int Part(Span<int> documents, Split split)
    {
        int yes = 0;
        for (int i = 0; i < documents.Length; i++)
            if (Step(documents[i], split.Token) >= split.Step)
            {
                (documents[yes], documents[i]) = (documents[i], documents[yes]);
                yes++;
            }
        return yes;
    }

    private int Step(int document, int token)
    {
        var row = _data.Rows[document];
        int low = 0, high = row.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (row[middle].Token == token)
                return row[middle].Step;
            if (row[middle].Token < token)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return -1;
    }

    private int Leaf(ReadOnlySpan<int> documents)
    {
        int only = _data.Truth[documents[0]] is [var label] && IsPure(documents) ? label : -1;
        if (only >= 0 && _pureLeaf[only] >= 0)
            return _pureLeaf[only];
        float[] shares = new float[_data.Labels];
        float total = 0;
        foreach (int document in documents)
        {
            total += _weights[document];
            foreach (int having in _data.Truth[document])
                shares[having] += _weights[document];
        }
        for (int i = 0; i < shares.Length; i++)
            shares[i] /= total;
        if (only >= 0)
            _pureLeaf[only] = _leaves.Count;
        _leaves.Add(shares);
        return _leaves.Count - 1;
    }
}
