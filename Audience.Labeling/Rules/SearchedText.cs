using System.Buffers;
using Audience.Labeling.Rules.Expressions;

namespace Audience.Labeling.Rules;

/// <summary>A text that several expressions are tried on; what they need to know of it is found out once.</summary>
internal ref struct SearchedText
{
    private static readonly SearchValues<char> Doubtful = SearchValues.Create([
        .. BasicClass.Doubtful.Characters().Select(character => (char)character),
    ]);

    private bool? _hasPairs;
    private bool? _isDoubtful;

    internal SearchedText(ReadOnlySpan<char> text) => Text = text;

    /// <summary>Valid once <see cref="HasPairs"/> was asked: half a surrogate pair is then U+FFFF.</summary>
    internal ReadOnlySpan<char> Text { get; private set; }

    internal bool HasPairs
    {
        get
        {
            if (_hasPairs is { } known)
                return known;
            bool found = Text.ContainsAnyInRange('\uD800', '\uDFFF');
            if (found)
                Repair();
            _hasPairs = found;
            return found;
        }
    }

    /// <summary>Whether .NET and Python may find different boundaries of words in it.</summary>
    internal bool IsDoubtful => _isDoubtful ??= Text.IsEmpty || Text.ContainsAny(Doubtful);

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
