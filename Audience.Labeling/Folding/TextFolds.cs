namespace Audience.Labeling.Folding;

/// <summary>Which spellings count as one, in keywords and texts alike: the names of FOLD.</summary>
[Flags]
public enum TextFolds
{
    /// <summary>None, as in the contract.</summary>
    None = 0,

    /// <summary>Full-width letters, digits and signs as their ASCII ones, half-width katakana as full-width.</summary>
    Width = 1,

    /// <summary>Traditional characters as their simplified ones, character by character.</summary>
    Chinese = 2,

    /// <summary>Zero-width characters, soft hyphens and variation selectors are passed over.</summary>
    Invisible = 4,

    /// <summary>Letters and digits that other scripts or mathematical alphabets draw as Latin ones.</summary>
    Confusables = 8,
}
