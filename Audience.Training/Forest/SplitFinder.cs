namespace Audience.Training.Forest;

/// <summary>
/// Finds a node's question: the one of √(tokens) tokens, drawn evenly from those that the node's documents hold, which parts the labels
/// best (Gini). Used by one thread at a time.
/// </summary>
internal sealed class SplitFinder
{
    private readonly ForestData _data;
    private readonly Random _random;
    private readonly int _max; // tokens to look at
    private readonly int[] _drawn; // the tokens looked at, by slot
    private readonly int[] _order; // all tokens, the ones drawn for a node in front
    private readonly int[] _slotOf; // by token, valid where _seen says so
    private readonly int[] _seen; // by token: the last search that looked at it
    private readonly List<int> _present = [];
    private readonly float[] _having; // slots × steps × labels: documents that have the label
    private readonly float[] _documents; // slots × steps
    private readonly float[] _yes; // by label: documents that say yes and have it
    private int _searches;

    public SplitFinder(ForestData data, Random random)
    {
        (_data, _random) = (data, random);
        _max = Math.Max(1, (int)Math.Sqrt(data.Tokens));
        _drawn = new int[_max];
        _order = [.. Enumerable.Range(0, data.Tokens)];
        _slotOf = new int[data.Tokens];
        _seen = new int[data.Tokens];
        _documents = new float[_max * ForestData.Min.Length];
        _having = new float[_documents.Length * data.Labels];
        _yes = new float[data.Labels];
    }

    /// <summary>Finds the question.</summary>
    /// <param name="node">The node.</param>
    /// <param name="documents">Its documents.</param>
    /// <param name="nodeOf">By document: the number of the node that it lies in.</param>
    /// <param name="weights">By document: how often it was drawn.</param>
    public Split Find(NodeDocuments node, ReadOnlySpan<int> documents, int[] nodeOf, byte[] weights)
    {
        Array.Clear(_documents);
        Array.Clear(_having);
        // By token while the node is large, for only the drawn ones are read then; by document when it is small.
        int slots = node.Entries > 2L * _max * _data.Length / _data.Tokens ? ByToken(node.Number, nodeOf, weights) : 0;
        if (slots == 0)
            slots = ByDocument(documents, weights);
        return Best(slots, node);
    }

    private int ByToken(int node, int[] nodeOf, byte[] weights)
    {
        int slot = 0;
        for (int tried = 0; tried < Math.Min(4 * _max, _order.Length) && slot < _max; tried++)
        {
            int other = _random.Next(tried, _order.Length),
                token = _order[other];
            (_order[other], _order[tried]) = (_order[tried], token);
            bool any = false;
            foreach (var (document, step) in _data.Columns[token])
            {
                if (nodeOf[document] != node)
                    continue;
                any = true;
                Count(slot, step, document, weights[document]);
            }
            if (any)
                _drawn[slot++] = token;
        }
        return slot;
    }

    private int ByDocument(ReadOnlySpan<int> documents, byte[] weights)
    {
        _searches++;
        _present.Clear();
        foreach (int document in documents)
        {
            foreach (var (token, _) in _data.Rows[document])
            {
                if (_seen[token] == _searches)
                    continue;
                (_seen[token], _slotOf[token]) = (_searches, -1);
                _present.Add(token);
            }
        }
        int slots = Math.Min(_max, _present.Count);
        for (int slot = 0; slot < slots; slot++)
        {
            int other = _random.Next(slot, _present.Count);
            (_present[slot], _present[other]) = (_present[other], _present[slot]);
            _drawn[slot] = _present[slot];
            _slotOf[_drawn[slot]] = slot;
        }
        foreach (int document in documents)
        foreach (var (token, step) in _data.Rows[document])
            if (_slotOf[token] is >= 0 and var slot)
                Count(slot, step, document, weights[document]);
        return slots;
    }

    private void Count(int slot, int step, int document, float weight)
    {
        int at = slot * ForestData.Min.Length + step;
        _documents[at] += weight;
        foreach (int label in _data.Truth[document])
            _having[at * _data.Labels + label] += weight;
    }

    private Split Best(int slots, NodeDocuments node)
    {
        var best = Split.None;
        double max = double.NegativeInfinity;
        for (int slot = 0; slot < slots; slot++)
        {
            float yes = 0;
            Array.Clear(_yes);
            for (int step = ForestData.Min.Length - 1; step >= 0; step--)
            {
                int at = slot * ForestData.Min.Length + step;
                if (_documents[at] == 0)
                    continue;
                yes += _documents[at];
                for (int label = 0; label < _yes.Length; label++)
                    _yes[label] += _having[at * _yes.Length + label];
                if (yes == node.Total)
                    continue;
                double purity = Purity(yes, node);
                if (purity > max)
                    (max, best) = (purity, new Split(_drawn[slot], step));
            }
        }
        return best;
    }

    // What Gini impurity is measured by, the larger the better: the sum over both sides of squared counts by size.
    private double Purity(float yes, NodeDocuments node)
    {
        double yesSquares = 0,
            noSquares = 0,
            no = node.Total - yes;
        for (int label = 0; label < _yes.Length; label++)
        {
            double with = _yes[label],
                without = node.Having[label] - with;
            yesSquares += with * with;
            noSquares += without * without;
            if (_data.MultiLabel)
            {
                yesSquares += (yes - with) * (yes - with);
                noSquares += (no - without) * (no - without);
            }
        }
        return yesSquares / yes + noSquares / no;
    }
}
