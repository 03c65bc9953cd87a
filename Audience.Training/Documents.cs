using Audience.Labeling.Features;

namespace Audience.Training;

/// <summary>
/// The documents of a training set, checked, in an order that is drawn once and for all, and dealt into five folds with about the
/// same labels.
/// </summary>
internal sealed class Documents
{
    /// <summary>How many folds there are.</summary>
    public const int Folds = 5;

    private const int Seed = 20200101;

    /// <exception cref="TrainingException">Nothing can be learned from them.</exception>
    public Documents(TrainingSet set, CancellationToken cancellationToken)
    {
        (Labels, MultiLabel) = (set.Labels, set.MultiLabel);
        var kept = Checked(set, cancellationToken);
        // The order of a table often is the order of its labels, which would mislead trainers that read document by document.
        new Random(Seed).Shuffle(kept);
        Origin = [.. kept.Select(d => d.Place)];
        Texts = [.. kept.Select(d => d.Text)];
        Truth = [.. kept.Select(d => d.Truth)];
        Fold = Dealt([.. Enumerable.Range(0, kept.Length)]);
    }

    /// <summary>The labels.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Whether a text may have several labels, or none.</summary>
    public bool MultiLabel { get; }

    /// <summary>How many documents there are.</summary>
    public int Count => Texts.Length;

    /// <summary>By document: its place in the training set.</summary>
    public int[] Origin { get; }

    /// <summary>By document: its text, which holds a token at least.</summary>
    public string[] Texts { get; }

    /// <summary>By document: the numbers of its labels, ascending.</summary>
    public int[][] Truth { get; }

    /// <summary>By document: its fold, from 0 on.</summary>
    public int[] Fold { get; }

    /// <summary>By document: its fold where they are dealt anew.</summary>
    /// <param name="deal">1 for the first deal after that of <see cref="Fold"/>, 2 for the next, …</param>
    public int[] FoldsOf(int deal)
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        new Random(Seed + deal).Shuffle(order);
        return Dealt(order);
    }

    /// <summary>What texts may be cut into: without any capital, how words are written says no more than that they have letters.</summary>
    public TokenSet TokenSets => Texts.Any(text => text.Any(char.IsUpper)) ? TokenSet.All : TokenSet.All & ~TokenSet.Capitals;

    private static (int Place, string Text, int[] Truth)[] Checked(TrainingSet set, CancellationToken cancellationToken)
    {
        if (set.Labels.Count == 0)
            throw new TrainingException("there is no label to learn");
        if (set.Labels.GroupBy(l => l, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new TrainingException($"there are two labels '{twice.Key}'");
        if (set.Documents.Count == 0)
            throw new TrainingException("there is no document to learn from");
        var numbers = set
            .Labels.Select((label, number) => (label, number))
            .ToDictionary(l => l.label, l => l.number, StringComparer.Ordinal);
        var kept = new List<(int Place, string Text, int[] Truth)>(set.Documents.Count);
        bool anyText = false;
        foreach (var (place, document) in set.Documents.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            int[] truth = [.. document.Labels.Select(Number).Distinct().Order()];
            if (!set.MultiLabel && truth.Length > 1)
                throw new TrainingException(
                    $"a document has the labels {string.Join(", ", truth.Select(t => $"'{set.Labels[t]}'"))}, "
                        + $"where each may have one only: '{Short(document.Text)}'"
                );
            bool hasText = new TextTokens(document.Text).Move();
            anyText |= hasText;
            if (hasText && (set.MultiLabel || truth.Length == 1))
                kept.Add((place, document.Text, truth));
        }
        int classes = kept.SelectMany(d => d.Truth).Distinct().Count();
        if (!anyText)
            throw new TrainingException("no document has a text with a word in it");
        if (set.MultiLabel ? classes == 0 : classes < 2)
            throw new TrainingException(
                set.MultiLabel
                    ? "no document with a text has a label"
                    : $"the documents with a text have {(classes == 0 ? "no label" : "one label only")}: "
                        + "two different ones are needed at least"
            );
        return [.. kept];

        int Number(string label) =>
            numbers.TryGetValue(label, out int number)
                ? number
                : throw new TrainingException(
                    $"a document has the label '{label}', which is none of {string.Join(", ", set.Labels.Take(20).Select(l => $"'{l}'"))}"
                );
    }

    // One label after the other, so that each fold gets about the same.
    private int[] Dealt(int[] order)
    {
        int[] folds = new int[order.Length];
        int place = 0;
        foreach (int document in order.OrderBy(d => string.Join(',', Truth[d]), StringComparer.Ordinal))
            folds[document] = place++ % Folds;
        return folds;
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
