namespace Audience.Labeling.Rules;

/// <summary>Shortens what a caller gave for use in a message.</summary>
internal static class Shown
{
    private const int MaxDuration = 200;

    internal static string Of(string text) => text.Length <= MaxDuration ? text : $"{text[..MaxDuration]}…";
}
