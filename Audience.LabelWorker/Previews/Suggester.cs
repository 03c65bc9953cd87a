using System.Diagnostics;
using Audience.Contracts.Tasks.Suggestions;
using Audience.Data.Posts;
using Audience.Data.Tasks;
using Audience.Hosting.Sources;
using Audience.Labeling.Folding;
using Audience.Labeling.Items;
using Audience.Labeling.Matching;
using Audience.Labeling.Suggestions;

namespace Audience.LabelWorker.Previews;

/// <summary>
/// Tells from a sample of posts which keywords a label lacks. The sample is read twice: for the pieces of the posts with the label, then
/// for how many posts hold each, so that neither texts nor the pieces of the other posts are kept. Writes nothing.
/// </summary>
public sealed class Suggester(SampleReader reader)
{
    private const int MostSuggestions = 50,
        MostCandidates = 20_000,
        LeastPosts = 3,
        MostJoined = 20,
        MostSpans = 20,
        Digits = 4;

    // Together as long as a preview may take.
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(12),
        s_second = TimeSpan.FromSeconds(8);

    /// <summary>Suggests keywords.</summary>
    /// <param name="task">The task.</param>
    /// <param name="label">One of its labels.</param>
    /// <param name="sample">How many posts to read.</param>
    /// <param name="seed">Chooses them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PreviewRefusedException">The task could not be made, or the label has no rules.</exception>
    /// <exception cref="Jobs.Resilience.SourceAwayException">Its source is away.</exception>
    public async Task<KeywordSuggestions> RunAsync(
        TaskDefinition task,
        string label,
        int sample,
        int seed,
        CancellationToken cancellationToken
    )
    {
        long start = Stopwatch.GetTimestamp();
        var model = await reader.LoadAsync(task, cancellationToken);
        var (number, column, items) = SuggestedLabel.Find(model, label);
        var folds = FoldNames.Parse(task.Fold);
        var own = new OwnKeywords(items, folds);
        var texts = new LabelTexts(model, PostSources.Table(task), number, column);
        var random = new Random(seed);
        IReadOnlyList<string> candidates = [];
        SuggestionCounter? counter = null;
        bool isCut = false;
        var plan = await reader.RunAsync(
            task,
            sample,
            random,
            async posts =>
            {
                var grams = new FrequentGrams(folds);
                await posts.ReadAsync((batch, goOn) => Gather(batch, texts, grams, goOn), s_first);
                candidates = grams.Frequent(LeastPosts, gram => !own.Covers(gram), MostCandidates);
                counter = new SuggestionCounter(texts, candidates, folds);
                isCut = !await posts.ReadAsync(counter.Add, s_second);
            },
            cancellationToken
        );
        bool isComplete = plan.IsComplete && !isCut;
        double each = isComplete ? 1 : (double)plan.RangePosts / Math.Max(1, counter!.Posts + counter.Skipped);
        var ranked = counter!.Rank(MostSuggestions);
        var finder = new KeywordRuleModel(
            [.. ranked.Select(k => new LabelItems(k.Keyword, [new RuleItem(new ItemTerm(k.Keyword))]))],
            folds
        );
        return new KeywordSuggestions
        {
            Label = label,
            PostsRead = counter.Posts,
            Labelled = counter.Labelled,
            RangePosts = plan.RangePosts,
            RangePostsExact = plan.IsExact,
            Complete = isComplete,
            Candidates = candidates.Count,
            Suggestions = [.. ranked.Select(keyword => Suggestion(keyword, counter.Examples(keyword), finder, each))],
            Seconds = Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3),
        };
    }

    private static void Gather(PostBatch batch, LabelTexts texts, FrequentGrams grams, Func<bool> goOn)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            string text = texts.Read(batch[i], out bool isLabelled);
            if (isLabelled)
                grams.Add(text);
            if (!goOn())
                return;
        }
    }

    private static KeywordSuggestion Suggestion(
        RankedKeyword keyword,
        IReadOnlyList<SuggestionExample> posts,
        KeywordRuleModel finder,
        double each
    )
    {
        SuggestionExample[] examples = [.. posts.Select(post => post with { Spans = Spans(finder, post.Text, keyword.Keyword) })];
        return new KeywordSuggestion
        {
            // As somebody wrote it: candidates are folded.
            Keyword = examples is [{ Spans: [[var start, var length], ..], Text: var text }, ..]
                ? text.Substring(start, length)
                : keyword.Keyword,
            Score = Math.Round(keyword.Score, Digits),
            PostsWith = keyword.With,
            PostsWithout = keyword.Without,
            Adds = (long)Math.Round(keyword.Without * each),
            Joined = [.. keyword.Joined.Take(MostJoined)],
            Examples = examples,
        };
    }

    private static IReadOnlyList<IReadOnlyList<int>> Spans(KeywordRuleModel finder, string text, string keyword) =>
        [
            .. finder
                .Explain(text, MostSpans)
                .Where(match => match.Label == keyword)
                .SelectMany(match => match.Spans)
                .Select(span => new[] { span.Start, span.Length }),
        ];
}
