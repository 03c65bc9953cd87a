namespace Audience.Labeling;

/// <summary>A stretch of a text.</summary>
/// <param name="Start">The first UTF-16 unit.</param>
/// <param name="Length">How many units.</param>
public readonly record struct TextSpan(int Start, int Length);
