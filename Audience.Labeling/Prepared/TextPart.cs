using Audience.Labeling.RuleReports;

namespace Audience.Labeling.Prepared;

/// <summary>A piece of a text that speaks for a label, or against it.</summary>
/// <param name="Start">Where it first stands in the text, UTF-16 units.</param>
/// <param name="Length">UTF-16 units; 0 for what is known of the text's shape, such as how long its lines are.</param>
/// <param name="Added">What all its occurrences add to the label's score; negative where they take from it.</param>
public sealed record TextPart(int Start, int Length, double Added)
{
    /// <summary>Every place where it stands, by start, UTF-16 units; at most <see cref="MostPlaces"/>.</summary>
    public required IReadOnlyList<TextSpan> Places { get; init; }

    /// <summary>Of so many places a piece tells, the first ones.</summary>
    public const int MostPlaces = 100;
}
