namespace Audience.Training.Forest;

/// <summary>
/// The documents of a node while its tree grows, with the sums that questions are judged by. Parting takes as long as the part that says
/// yes is large: trees over texts peel off a few documents thousands of times.
/// </summary>
internal sealed class NodeDocuments
{
    private readonly ForestData _data;
    private readonly byte[] _weights;

    public NodeDocuments(ForestData data, byte[] weights, int number, int start, int end)
    {
        (_data, _weights, Number, Start, End) = (data, weights, number, start, end);
        Having = new float[data.Labels];
    }

    /// <summary>A number that no other node of the tree has, from 1 on; the "no" part of a node keeps it.</summary>
    public int Number { get; }

    /// <summary>Where its documents begin in the tree's list.</summary>
    public int Start { get; set; }

    /// <summary>Where they end.</summary>
    public int End { get; }

    /// <summary>By label: how many documents have it, each as often as it was drawn.</summary>
    public float[] Having { get; }

    /// <summary>How many documents there are, each as often as it was drawn.</summary>
    public float Total { get; private set; }

    /// <summary>How many tokens the documents hold together.</summary>
    public long Entries { get; private set; }

    /// <summary>Whether all documents have the same labels.</summary>
    public bool IsPure => !Having.AsSpan().ContainsAnyExcept(0, Total);

    /// <summary>Counts a document in.</summary>
    public void Add(int document) => Count(document, 1);

    /// <summary>Takes a document out.</summary>
    public void Remove(int document) => Count(document, -1);

    private void Count(int document, int sign)
    {
        float weight = sign * _weights[document];
        Total += weight;
        Entries += sign * _data.Rows[document].Length;
        foreach (int label in _data.Truth[document])
            Having[label] += weight;
    }
}
