using Audience.Labeling.Features;

namespace Audience.Training.Forest;

/// <summary>Documents as counts of tokens, by document and by token.</summary>
internal sealed class ForestData
{
    /// <summary>A node asks whether a token occurs so often at least.</summary>
    public static readonly byte[] Min = [1, 2, 3, 5];

    // 0 to 5 and more occurrences: the last of the bounds above that they reach.
    private static readonly byte[] StepOf = [0, 0, 1, 2, 2, 3];

    public ForestData(Documents documents, Vocabulary vocabulary, CancellationToken cancellationToken)
    {
        (Truth, Labels, MultiLabel, Tokens) = (documents.Truth, documents.Labels.Count, documents.MultiLabel, vocabulary.Count);
        var counts = new TokenCounts(vocabulary);
        Rows = new (int, byte)[documents.Count][];
        int[] lengths = new int[Tokens];
        for (int document = 0; document < Rows.Length; document++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            counts.Count(documents.Texts[document]);
            Rows[document] =
            [
                .. counts.Found.ToArray().Order().Select(token => (token, StepOf[Math.Min(counts[token], StepOf.Length - 1)])),
            ];
            foreach (var (token, _) in Rows[document])
                lengths[token]++;
            Length += Rows[document].Length;
        }
        Columns = Array.ConvertAll(lengths, length => new (int, byte)[length]);
        for (int document = Rows.Length - 1; document >= 0; document--)
            foreach (var (token, step) in Rows[document])
                Columns[token][--lengths[token]] = (document, step);
    }

    /// <summary>By document: its tokens, ascending, and the step in <see cref="Min"/> that each reaches.</summary>
    public (int Token, byte Step)[][] Rows { get; }

    /// <summary>By token: the documents that hold it, ascending, and the step that it reaches in each.</summary>
    public (int Document, byte Step)[][] Columns { get; }

    /// <summary>By document: the numbers of its labels.</summary>
    public int[][] Truth { get; }

    /// <summary>How many labels there are.</summary>
    public int Labels { get; }

    /// <summary>Whether a document may have several labels, or none.</summary>
    public bool MultiLabel { get; }

    /// <summary>How many tokens there are.</summary>
    public int Tokens { get; }

    /// <summary>How many entries all rows have together.</summary>
    public long Length { get; }
}
