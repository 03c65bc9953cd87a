using Audience.Labeling.Folding;
using Audience.Labeling.Items;
using Audience.Labeling.Matching;

namespace Audience.Labeling.Suggestions;

/// <summary>Counts the posts that hold candidates, as the keywords that they would be, and ranks them.</summary>
public sealed class CandidateCounts
{
    // Of two candidates, one inside the other, the longer is in at least this share of the shorter's posts: they are nearly the same.
    private const double NearlySame = 0.9;

    private readonly IReadOnlyList<string> _candidates;
    private readonly KeywordRuleModel _model;
    private readonly LabelSet _found;
    private readonly int[] _with;
    private readonly int[] _without;

    // Those without the label, and those with it.
    private readonly long[] _posts = new long[2];

    /// <param name="candidates">Each once.</param>
    /// <param name="folds">Spellings that count as one.</param>
    public CandidateCounts(IReadOnlyList<string> candidates, TextFolds folds)
    {
        _candidates = candidates;
        _model = new KeywordRuleModel([.. candidates.Select(text => new LabelItems(text, [new RuleItem(new ItemTerm(text))]))], folds);
        (_found, _with, _without) = (new LabelSet(candidates.Count), new int[candidates.Count], new int[candidates.Count]);
    }

    /// <summary>The numbers of the candidates in a text; valid until the next call.</summary>
    public LabelSet Find(ReadOnlySpan<char> text)
    {
        _found.Clear();
        _model.Label(text, _found);
        return _found;
    }

    /// <summary>Counts a post.</summary>
    /// <param name="text">Its text; of one with the label without what gave it the label.</param>
    /// <param name="isLabelled">Whether it has the label.</param>
    /// <returns>The numbers of the candidates in it; valid until the next call.</returns>
    public LabelSet Count(ReadOnlySpan<char> text, bool isLabelled)
    {
        LabelSet found = Find(text);
        int[] counts = isLabelled ? _with : _without;
        _posts[isLabelled ? 1 : 0]++;
        for (int i = found.Next(0); i >= 0; i = found.Next(i + 1))
            counts[i]++;
        return found;
    }

    /// <summary>
    /// The candidates that belong to the label and would add posts to it, the highest score first; what is nearly the same is joined to the
    /// longer one.
    /// </summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<RankedKeyword> Rank(int most)
    {
        var ranked = _candidates
            .Select(
                (text, i) =>
                    new RankedKeyword(i, text, LogOdds.Score(_with[i], _without[i], _posts[1], _posts[0]), _with[i], _without[i], [])
            )
            .Where(keyword => keyword is { Score: > 0, Without: > 0 })
            .OrderByDescending(keyword => keyword.Score)
            .ThenByDescending(keyword => keyword.Keyword.Length)
            .ThenBy(keyword => keyword.Keyword, StringComparer.Ordinal);
        List<RankedKeyword> kept = [];
        foreach (RankedKeyword keyword in ranked)
            if (kept.FindIndex(other => IsNearlySame(other, keyword)) is >= 0 and var same)
                kept[same] = Join(kept[same], keyword);
            else if (kept.Count < most)
                kept.Add(keyword);
        return [.. kept.OrderByDescending(keyword => keyword.Score)];
    }

    // What holds the longer one holds the shorter one too.
    private static bool IsNearlySame(RankedKeyword first, RankedKeyword second)
    {
        var (shorter, longer) = first.Keyword.Length < second.Keyword.Length ? (first, second) : (second, first);
        return longer.Posts >= NearlySame * shorter.Posts && longer.Keyword.Contains(shorter.Keyword, StringComparison.OrdinalIgnoreCase);
    }

    private static RankedKeyword Join(RankedKeyword kept, RankedKeyword other)
    {
        var (stays, goes) = other.Keyword.Length > kept.Keyword.Length ? (other, kept) : (kept, other);
        return stays with { Joined = [.. kept.Joined, goes.Keyword] };
    }
}
