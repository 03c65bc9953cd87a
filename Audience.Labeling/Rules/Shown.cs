namespace Audience.Labeling;

/// <summary>Shortens what a caller gave for use in a message.</summary>
internal static class Shown
{
    private const int Longest = 200;

    internal static string Of(string text) => text.Length <= Longest ? text : $"{text[..Longest]}…";
}
