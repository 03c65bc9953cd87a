namespace Audience.LabelWorker.Previews;

/// <summary>Shortens texts that are shown.</summary>
internal static class ShortText
{
    /// <summary>Its first characters; no surrogate pair is cut.</summary>
    public static string Of(string text, int most) =>
        text.Length <= most ? text
        : char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)]
        : text[..most];
}
