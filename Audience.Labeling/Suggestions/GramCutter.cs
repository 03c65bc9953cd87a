using Audience.Labeling.Features;

namespace Audience.Labeling.Suggestions;

/// <summary>Takes a piece of a text.</summary>
public delegate void GramTaker(ReadOnlySpan<char> gram);

/// <summary>
/// Cuts a text into what may be a keyword: 1 to 6 neighbours where no blanks part the words (Chinese, Japanese, Korean, emoji), and
/// 1 to 3 words with a blank between them else.
/// </summary>
public static class GramCutter
{
    private const int MostCharacters = 6,
        MostWords = 3,
        // In UTF-16 units: what is longer is an address or noise.
        MostLength = 60;

    /// <summary>Tells every piece, as often as it occurs.</summary>
    public static void Cut(ReadOnlySpan<char> text, GramTaker take)
    {
        Span<int> starts = stackalloc int[MostCharacters];
        int kept = 0,
            end = -1;
        bool areWords = false;
        for (int at = 0; at < text.Length; )
        {
            int length = CharacterAt(text, at);
            bool isWord = length == 0;
            if (isWord)
                length = WordAt(text, at);
            if (length == 0)
            {
                at++;
                continue;
            }
            bool goesOn = areWords == isWord && (isWord ? at == end + 1 && text[end] == ' ' : at == end);
            if (!goesOn)
                kept = 0;
            if (kept == (isWord ? MostWords : MostCharacters))
                starts[1..kept--].CopyTo(starts);
            starts[kept++] = at;
            (areWords, end) = (isWord, at + length);
            foreach (int start in starts[..kept])
                if (end - start <= MostLength)
                    take(text[start..end]);
            at = end;
        }
    }

    /// <summary>Whether a unit belongs to a word that blanks part from others.</summary>
    public static bool IsOfWord(char c) => char.IsLetterOrDigit(c) && !TextTokens.IsIdeograph(c);

    private static int WordAt(ReadOnlySpan<char> text, int at)
    {
        int end = at;
        while (end < text.Length && IsOfWord(text[end]))
            end++;
        return end - at;
    }

    private static int CharacterAt(ReadOnlySpan<char> text, int at) =>
        TextTokens.IsIdeograph(text[at]) ? 1
        : at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2
        : 0;
}
