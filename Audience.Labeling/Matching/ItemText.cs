using Audience.Labeling.Rules;

namespace Audience.Labeling.Matching;

/// <summary>A text in the forms that terms look at, and where its characters stand in the text as it came.</summary>
internal ref struct ItemText
{
    private readonly ReadOnlySpan<int> _starts;
    private readonly ReadOnlySpan<int> _ends;

    /// <summary>For expressions.</summary>
    internal ItemText(ReadOnlySpan<char> text) => Searched = new SearchedText(text);

    /// <summary>For keywords.</summary>
    /// <param name="folded">The folded text, its case too.</param>
    /// <param name="starts">Where its units start in the text as it came; empty where that is as long.</param>
    /// <param name="ends">Where they end.</param>
    internal ItemText(ReadOnlySpan<char> folded, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends)
    {
        Folded = folded;
        _starts = starts;
        _ends = ends;
    }

    /// <summary>What keywords are looked for in.</summary>
    internal readonly ReadOnlySpan<char> Folded { get; }

    /// <summary>What expressions are looked for in.</summary>
    internal SearchedText Searched;

    /// <summary>Where the occurrence that starts here starts in the text as it came.</summary>
    internal readonly int Start(int start) => _starts.IsEmpty ? start : _starts[start];

    /// <summary>Where the occurrence that ends here, and is not empty, ends in the text as it came.</summary>
    internal readonly int End(int end) => _ends.IsEmpty ? end : _ends[end - 1];
}
