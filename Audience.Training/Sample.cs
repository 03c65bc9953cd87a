namespace Audience.Training;

/// <summary>The documents that choices are made by: enough to tell what does better, few enough to try a dozen settings on.</summary>
internal sealed class Sample
{
    private const int MaxDocuments = 6_000;
    private const int MinDocuments = 1_000;
    private const long MaxCharacters = 2_500_000;
    private const long MaxDocumentsByLabels = 160_000;

    // Where a label is rare, too few documents with it are held out to compare by.
    private const int FewOfALabel = 200;
    private const long ManyDocumentsByLabels = 30_000;

    /// <param name="documents">The documents, whose order is drawn.</param>
    public Sample(Documents documents)
    {
        int most = (int)Math.Clamp(MaxDocumentsByLabels / documents.Labels.Count, MinDocuments, MaxDocuments);
        long characters = 0;
        int count = 0;
        while (count < Math.Min(most, documents.Count) && (characters < MaxCharacters || count < MinDocuments))
            characters += documents.Texts[count++].Length;
        Documents = [.. Enumerable.Range(0, count)];
        Fold = documents.Fold[..count];
        int rarest = documents.Truth[..count].SelectMany(truth => truth).CountBy(label => label).Min(label => label.Value);
        Folds =
            rarest < FewOfALabel && (long)count * documents.Labels.Count < ManyDocumentsByLabels ? Training.Documents.Folds
            : count < 1_000 ? Training.Documents.Folds
            : count < 3_000 ? 3
            : 2;
    }

    /// <summary>The numbers of the documents.</summary>
    public int[] Documents { get; }

    /// <summary>By document: its fold.</summary>
    public int[] Fold { get; }

    /// <summary>How many of the five folds are held out, one after the other, to compare by.</summary>
    public int Folds { get; }
}
