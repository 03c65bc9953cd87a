using System.Text;
using Audience.Contracts.Tasks.Suggestions;
using Audience.Data.Authors;
using Audience.Data.Posts;
using Audience.Labeling;
using Audience.Labeling.Folding;
using Audience.Labeling.Suggestions;

namespace Audience.LabelWorker.Previews;

/// <summary>Counts the candidates in the posts of a sample, and keeps posts that each would add.</summary>
internal sealed class SuggestionCounter(LabelTexts texts, IReadOnlyList<string> candidates, TextFolds folds)
{
    private const int MostExamples = 2,
        // Of all candidates together: each of 400 UTF-16 units, 8 MB.
        MostTexts = 10_000,
        MostText = 400;
    private readonly CandidateCounts _counts = new(candidates, folds);
    private readonly List<SuggestionExample>?[] _examples = new List<SuggestionExample>?[candidates.Count];
    private readonly SourceAuthor _sourceAuthor = new();
    private int _kept;

    /// <summary>Posts so far.</summary>
    public long Posts { get; private set; }

    /// <summary>Posts with the label.</summary>
    public long Labelled { get; private set; }

    /// <summary>Posts that were left out: without author, source or text, or of an impossible time.</summary>
    public long Skipped { get; private set; }

    /// <summary>The best candidates.</summary>
    public IReadOnlyList<RankedKeyword> Rank(int most) => _counts.Rank(most);

    /// <summary>Posts that a candidate would add; their spans are not known yet.</summary>
    public IReadOnlyList<SuggestionExample> Examples(RankedKeyword keyword) => _examples[keyword.Number] ?? [];

    /// <summary>Takes in some posts.</summary>
    /// <param name="batch">The posts.</param>
    /// <param name="goOn">Asked after each post; once it says no, all others are left out.</param>
    public void Add(PostBatch batch, Func<bool> goOn)
    {
        Skipped += batch.Skipped.Total;
        for (int i = 0; i < batch.Count; i++)
        {
            Add(batch[i]);
            if (!goOn())
                return;
        }
    }

    private void Add(Post post)
    {
        Posts++;
        string text = texts.Read(post, out bool isLabelled);
        LabelSet found = _counts.Count(text, isLabelled);
        if (isLabelled)
        {
            Labelled++;
            return;
        }
        if (_kept == MostTexts || !IsWanted(found))
            return;
        string shown = ShortText.Of(text, MostText);
        if (shown.Length < text.Length)
            found = _counts.Find(shown);
        SuggestionExample? example = null;
        for (int i = found.Next(0); i >= 0; i = found.Next(i + 1))
            if ((_examples[i] ??= new List<SuggestionExample>(MostExamples)).Count < MostExamples)
                _examples[i]!.Add(example ??= Example(post, shown));
        _kept += example is null ? 0 : 1;
    }

    private bool IsWanted(LabelSet found)
    {
        for (int i = found.Next(0); i >= 0; i = found.Next(i + 1))
            if (_examples[i] is not { Count: MostExamples })
                return true;
        return false;
    }

    private SuggestionExample Example(Post post, string text) =>
        new()
        {
            Id = Encoding.UTF8.GetString(post.Id),
            SourceAuthor = Encoding.UTF8.GetString(_sourceAuthor.Build(post.Source, post.Author)),
            PostTime = Encoding.UTF8.GetString(post.Time),
            Text = text,
            Spans = [],
        };
}
