namespace Audience.Labeling.Features;

/// <summary>What a UTF-16 unit is to the tokenizer.</summary>
internal enum CharClass : byte
{
    /// <summary>A blank, a control character, half of a pair without the other: parts words and says nothing.</summary>
    Blank,

    /// <summary>A letter, or a mark that belongs to one.</summary>
    Letter,

    /// <summary>A digit.</summary>
    Digit,

    /// <summary>A word by itself: Han, kana, hangul.</summary>
    Ideograph,

    /// <summary>The first half of a pair, which is a word by itself.</summary>
    HighSurrogate,

    /// <summary>A punctuation mark, a symbol, or a line break.</summary>
    Mark,
}
