namespace Audience.Labeling;

/// <summary>Shortens what a caller gave for use in a message.</summary>
internal static class Shown
{
    private const int MaxLength = 100;

    internal static string Of(string text)
    {
        if (text.Length <= MaxLength)
            return text;
        int end = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return $"{text[..end]}…";
    }
}
