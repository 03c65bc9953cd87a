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

    private bool? _hasPairs;
    private bool? _hasOddLetters;
    private bool? _isDoubtful;
    private bool? _hasOnlySymbols;

    internal SearchedText(ReadOnlySpan<char> text) => Text = text;

    /// <summary>Valid once <see cref="HasPairs"/> was asked: half a surrogate pair is then U+FFFF.</summary>
    internal ReadOnlySpan<char> Text { get; private set; }

    internal bool HasPairs
    {
        get
        {
            if (_hasPairs is { } known)
                return known;
            bool found = Text.ContainsAny(Halves);
            if (found)
                Repair();
            _hasPairs = found;
            return found;
        }
    }

    /// <summary>Whether no surrogate pair in it is a letter or a digit. Ask <see cref="HasPairs"/> first.</summary>
    internal bool HasOnlySymbols => _hasOnlySymbols ??= FindOnlySymbols();

    internal bool HasOddLetters => _hasOddLetters ??= Text.ContainsAny(OddLetters);

    /// <summary>Whether .NET and Python may find different boundaries of words in it.</summary>
    internal bool IsDoubtful => _isDoubtful ??= Text.IsEmpty || Text.ContainsAny(Doubtful);

    private readonly bool FindOnlySymbols()
    {
        for (int i = Text.IndexOfAny(Halves); i >= 0 && i < Text.Length; i++)
        {
            if (char.IsHighSurrogate(Text[i]) && PythonCharacters.Word.Contains(char.ConvertToUtf32(Text[i], Text[i + 1])))
                return false;
        }
        return true;
    }

    private void Repair()
    {
        char[]? repaired = null;
        for (int i = 0; i < Text.Length; i++)
        {
            if (!char.IsSurrogate(Text[i]))
                continue;
            if (i + 1 < Text.Length && char.IsSurrogatePair(Text[i], Text[i + 1]))
            {
                i++;
                continue;
            }
            repaired ??= Text.ToArray();
            repaired[i] = '\uFFFF';
        }
        if (repaired is not null)
            Text = repaired;
    }
}
