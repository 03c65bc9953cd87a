namespace Audience.Labeling.Features;

/// <summary>
/// What a text is cut into besides its words and, where no blanks part the words, its characters and pairs of them. Which of these help
/// differs from job to job, and each costs time, so a training chooses.
/// </summary>
[Flags]
public enum TokenSet : byte
{
    /// <summary>Nothing else.</summary>
    Words = 0,

    /// <summary>Pairs of neighbouring words.</summary>
    WordPairs = 1,

    /// <summary>2 to 5 characters of a word, which is marked where it begins and ends.</summary>
    SubWords = 2,

    /// <summary>Chinese, Japanese and Korean: three characters too, and one or two where a run of them begins and ends.</summary>
    CharacterRuns = 4,

    /// <summary>Punctuation marks, line breaks, and up to four of them in a row.</summary>
    Punctuation = 8,

    /// <summary>
    /// How long the stretches between punctuation marks are, pairs of such lengths, the first, the last, and how many there are.
    /// </summary>
    Stretches = 16,

    /// <summary>Every letter and digit of a word by itself: languages have letters of their own.</summary>
    Letters = 32,

    /// <summary>How words are written: small, with a capital in front or in capitals, and in which order.</summary>
    Capitals = 64,

    /// <summary>Everything.</summary>
    All = WordPairs | SubWords | CharacterRuns | Punctuation | Stretches | Letters | Capitals,
}
