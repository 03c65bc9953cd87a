namespace Audience.Benchmarks.EndToEnd;

/// <summary>
/// How many posts each keyword stands in, worked out without the system's code: every piece of every text is looked up.
/// </summary>
internal sealed class RuleReference
{
    private const int PageSize = 1_000;

    private readonly Dictionary<string, HashSet<string>> _labels = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> _posts = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _found = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _longest;

    /// <param name="keywords">Keywords by label.</param>
    public RuleReference(IReadOnlyDictionary<string, string[]> keywords)
    {
        foreach (var (label, texts) in keywords)
        foreach (string keyword in texts)
        {
            if (!_labels.TryGetValue(keyword, out var labels))
                _labels[keyword] = labels = [];
            labels.Add(label);
            _longest = Math.Max(_longest, keyword.Length);
        }
    }

    /// <summary>Counts a post.</summary>
    public void Add(string text)
    {
        var keywords = _labels.GetAlternateLookup<ReadOnlySpan<char>>();
        _found.Clear();
        for (int start = 0; start < text.Length; start++)
        for (int length = 1; length <= Math.Min(_longest, text.Length - start); length++)
            if (keywords.TryGetValue(text.AsSpan(start, length), out string? keyword, out _) && _found.Add(keyword))
                _posts[keyword] = _posts.GetValueOrDefault(keyword) + 1;
    }

    /// <summary>Whether a task's rule report says this and nothing else; prints what differs.</summary>
    public async Task<bool> IsEqualAsync(TaskCalls tasks, string id, CancellationToken cancellationToken)
    {
        HashSet<string> expected =
        [
            .. _posts.SelectMany(keyword => _labels[keyword.Key].Select(label => $"{label} {keyword.Key} {keyword.Value}")),
        ];
        HashSet<string> actual = [];
        int total;
        int read = 0;
        do
        {
            var page = await tasks.RulesAsync(id, PageSize, read, cancellationToken);
            total = page.GetProperty("total").GetInt32();
            foreach (var rule in page.GetProperty("rules").EnumerateArray())
            {
                read++;
                actual.Add($"{rule.GetProperty("label")} {rule.GetProperty("item")} {rule.GetProperty("posts")}");
            }
        } while (read < total);
        if (actual.Count == read && expected.SetEquals(actual))
            return true;
        Console.WriteLine(
            $"DIFFERENCE rule report: {expected.Count} rules expected, {actual.Count} found; "
                + $"missing {string.Join(", ", expected.Except(actual).Take(3))}; "
                + $"wrong {string.Join(", ", actual.Except(expected).Take(3))}"
        );
        return false;
    }
}
