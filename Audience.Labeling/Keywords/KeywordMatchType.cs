namespace Audience.Labeling.Keywords;

/// <summary>Where in a text a keyword has to stand.</summary>
public enum KeywordMatchType
{
    /// <summary>Anywhere.</summary>
    Partially,

    /// <summary>The text starts with it.</summary>
    Start,

    /// <summary>The text ends with it.</summary>
    End,

    /// <summary>The text is the keyword.</summary>
    Exactly,
}
