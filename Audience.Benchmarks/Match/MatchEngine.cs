namespace Audience.Benchmarks.Match;

/// <summary>One way to find which of two labels a text gets.</summary>
internal abstract class MatchEngine
{
    internal abstract string Name { get; }

    /// <summary>The labels of a text as bits, by the number of the text.</summary>
    internal abstract int Labels(int text);
}
