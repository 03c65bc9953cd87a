namespace Audience.Labeling.Scoring;

/// <summary>A piece of a text that speaks for a label, or against it.</summary>
/// <param name="Places">
/// Where it stands in the text, by start: at least one place, at most <see cref="MostPlaces"/>. Of length 0 for what is known of the text's
/// shape, such as how long its lines are.
/// </param>
/// <param name="Added">What all its occurrences add to the label's score; negative where they take from it.</param>
public sealed record TextPart(IReadOnlyList<TextSpan> Places, double Added)
{
    /// <summary>Of so many places a piece tells, the first ones.</summary>
    public const int MostPlaces = 100;

    /// <summary>Where it first stands, UTF-16 units.</summary>
    public int Start => Places[0].Start;

    /// <summary>How long it is there, UTF-16 units.</summary>
    public int Length => Places[0].Length;
}
