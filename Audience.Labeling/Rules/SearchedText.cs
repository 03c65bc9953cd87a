using System.Buffers;
using Audience.Labeling.Rules.Expressions;

namespace Audience.Labeling.Rules;

/// <summary>A text that several expressions are tried on; what they need to know of it is found out once.</summary>
internal ref struct SearchedText
{
    private static readonly SearchValues<char> Doubtful = SearchValues.Create([
        .. BasicClass.Doubtful.Characters().Select(character => (char)character),
    ]);

    private static readonly SearchValues<char> Halves = SearchValues.Create([
        .. BasicClass.Halves.Characters().Select(character => (char)character),
    ]);

    private static readonly SearchValues<char> OddLetters = SearchValues.Create([
        .. Traits.OddLetters.Characters().Select(character => (char)character),
    ]);

    private const int FirstPaired = 0x10000;

    /// <summary>Whether a character beyond U+FFFF is a letter or a digit to Python.</summary>
    private static readonly bool[] PairedLetters = CreatePairedLetters();

    private bool _isRead;
    private bool _hasPairs;
    private bool _hasPairedLetters;
    private bool? _hasOddLetters;
    private bool? _isDoubtful;

    internal SearchedText(ReadOnlySpan<char> text) => Text = text;

    /// <summary>Valid once <see cref="HasPairs"/> was asked: half a surrogate pair is then U+FFFF.</summary>
    internal ReadOnlySpan<char> Text { get; private set; }

    internal bool HasPairs
    {
        get
        {
            if (!_isRead)
                Read();
            return _hasPairs;
        }
    }

    /// <summary>Whether no surrogate pair in it is a letter or a digit. Ask <see cref="HasPairs"/> first.</summary>
    internal readonly bool HasOnlySymbols => !_hasPairedLetters;

    internal bool HasOddLetters => _hasOddLetters ??= Text.ContainsAny(OddLetters);

    /// <summary>Whether .NET and Python may find different boundaries of words in it.</summary>
    internal bool IsDoubtful => _isDoubtful ??= Text.IsEmpty || Text.ContainsAny(Doubtful);

    private void Read()
    {
        _isRead = true;
        char[]? repaired = null;
        for (int i = Text.IndexOfAny(Halves); i >= 0; )
        {
            _hasPairs = true;
            if (i + 1 < Text.Length && char.IsSurrogatePair(Text[i], Text[i + 1]))
            {
                _hasPairedLetters |= PairedLetters[char.ConvertToUtf32(Text[i], Text[i + 1]) - FirstPaired];
                i += 2;
            }
            else
            {
                repaired ??= Text.ToArray();
                repaired[i++] = '\uFFFF';
            }
            int next = Text[i..].IndexOfAny(Halves);
            i = next < 0 ? -1 : i + next;
        }
        if (repaired is not null)
            Text = repaired;
    }

    private static bool[] CreatePairedLetters()
    {
        bool[] letters = new bool[CodeSet.Last + 1 - FirstPaired];
        foreach ((int from, int to) in PythonCharacters.Word.Ranges.Where(range => range.From >= FirstPaired))
            letters.AsSpan(from - FirstPaired, to - from + 1).Fill(true);
        return letters;
    }
}
