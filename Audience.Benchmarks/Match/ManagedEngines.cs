using System.Buffers;
using Audience.Labeling;
using Audience.Labeling.Keywords;

namespace Audience.Benchmarks.Match;

/// <summary>The system's own.</summary>
internal sealed class KeywordModelEngine(string[] texts, IReadOnlyList<LabelKeywords> labels) : MatchEngine
{
    private readonly KeywordModel _model = new(labels);
    private readonly LabelSet _found = new(labels.Count);

    internal override string Name => "KeywordModel";

    internal override int Labels(int text)
    {
        _found.Clear();
        _model.Label(texts[text], _found);
        return (_found.Contains(0) ? 1 : 0) | (_found.Contains(1) ? 2 : 0);
    }
}

/// <summary>What .NET brings along: a set of strings for each label.</summary>
internal sealed class SearchValuesEngine(string[] texts, IReadOnlyList<LabelKeywords> labels) : MatchEngine
{
    private readonly SearchValues<string>[] _sets =
    [
        .. labels.Select(label =>
            SearchValues.Create([.. label.Keywords.Select(keyword => keyword.Text)], StringComparison.OrdinalIgnoreCase)
        ),
    ];

    internal override string Name => "SearchValues<string> per label";

    internal override int Labels(int text)
    {
        int found = 0;
        for (int label = 0; label < _sets.Length; label++)
            found |= texts[text].AsSpan().ContainsAny(_sets[label]) ? 1 << label : 0;
        return found;
    }
}

/// <summary>The obvious loop.</summary>
internal sealed class NaiveEngine(string[] texts, IReadOnlyList<LabelKeywords> labels) : MatchEngine
{
    private readonly string[][] _keywords = [.. labels.Select(label => label.Keywords.Select(keyword => keyword.Text).ToArray())];

    internal override string Name => "string.Contains per keyword";

    internal override int Labels(int text)
    {
        int found = 0;
        for (int label = 0; label < _keywords.Length; label++)
        {
            foreach (string keyword in _keywords[label])
            {
                if (!texts[text].Contains(keyword, StringComparison.OrdinalIgnoreCase))
                    continue;
                found |= 1 << label;
                break;
            }
        }
        return found;
    }
}
