using System.Runtime.CompilerServices;

namespace Audience.Labeling.Features;

/// <summary>
/// Cuts a text into tokens, without regard to case: words of letters and digits, and, where no blanks part the words (Chinese, Japanese,
/// Korean, emoji), every character and every pair of neighbours. A token is known by a 64-bit hash; nothing is allocated.
/// </summary>
public ref struct TextTokens(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _next; // where to go on
    private int _previous; // the length of the ideograph before _next, whose pair with the next one is still to come; else 0

    /// <summary>Where the current token begins.</summary>
    public int Start { get; private set; }

    /// <summary>Its length in UTF-16 units.</summary>
    public int Length { get; private set; }

    /// <summary>Goes to the next token; false at the end.</summary>
    public bool Move()
    {
        if (_previous > 0)
        {
            // The pair of the ideograph just told and the one after it, where there is one.
            int first = _next - _previous,
                second = IdeographAt(_next);
            _previous = 0;
            if (second > 0)
            {
                (Start, Length) = (first, _next + second - first);
                return true;
            }
        }
        while (_next < _text.Length)
        {
            int ideograph = IdeographAt(_next);
            if (ideograph > 0)
            {
                (Start, Length) = (_next, ideograph);
                _next += ideograph;
                _previous = ideograph;
                return true;
            }
            if (!char.IsLetterOrDigit(_text[_next]))
            {
                _next++;
                continue;
            }
            Start = _next;
            while (_next < _text.Length && char.IsLetterOrDigit(_text[_next]) && IdeographAt(_next) == 0)
                _next++;
            Length = _next - Start;
            return true;
        }
        return false;
    }

    /// <summary>The hash of the current token: the same for the same letters in any case.</summary>
    public readonly ulong Hash() => Hash(_text.Slice(Start, Length));

    /// <summary>The hash of a token.</summary>
    public static ulong Hash(ReadOnlySpan<char> token)
    {
        // FNV-1a over folded units, then mixed: tokens are short, and the table takes the low bits.
        ulong hash = 14695981039346656037;
        foreach (char c in token)
            hash = (hash ^ Fold(c)) * 1099511628211;
        hash ^= hash >> 32;
        hash *= 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }

    /// <summary>A character without its case: full-width Latin as Latin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static char Fold(char c)
    {
        if (c < 128)
            return c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
        return char.ToLowerInvariant(c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c);
    }

    /// <summary>Whether a character is a word by itself: Han, kana, hangul.</summary>
    public static bool IsIdeograph(char c) =>
        c
            is >= '\u4E00'
                and <= '\u9FFF'
                or >= '\u3400'
                and <= '\u4DBF'
                or >= '\u3040'
                and <= '\u30FF'
                or >= '\uAC00'
                and <= '\uD7AF'
                or >= '\uF900'
                and <= '\uFAFF';

    // The length of the character here that is a word by itself: Han, kana, hangul, or one of two units; 0 where there is none.
    private readonly int IdeographAt(int index)
    {
        if (index >= _text.Length)
            return 0;
        char c = _text[index];
        if (IsIdeograph(c))
            return 1;
        return char.IsHighSurrogate(c) && index + 1 < _text.Length && char.IsLowSurrogate(_text[index + 1]) ? 2 : 0;
    }
}
