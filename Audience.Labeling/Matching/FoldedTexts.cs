using Audience.Labeling.Folding;
using Audience.Labeling.Keywords;

namespace Audience.Labeling.Matching;

/// <summary>Room for what a text is folded to; used again and again, so that nothing is allocated per text.</summary>
internal sealed class FoldedTexts
{
    private readonly TextFolder? _folder;
    private char[] _folded = [];
    private char[] _upper = [];
    private int[] _starts = [];
    private int[] _ends = [];
    private int _length;
    private bool _isMapped;

    internal FoldedTexts(TextFolder? folder) => _folder = folder;

    /// <summary>Takes in a text, which must stay as it is until the next one.</summary>
    /// <returns>The text as keywords are looked for in it, its case aside.</returns>
    internal ReadOnlySpan<char> Fold(ReadOnlySpan<char> text)
    {
        _isMapped = false;
        if (_folder is null)
            return text;
        Grow(ref _folded, text.Length);
        _length = _folder.Fold(text, _folded);
        return _folded.AsSpan(0, _length);
    }

    /// <summary>The text that was taken in last, as terms look at it.</summary>
    /// <param name="text">The same text.</param>
    internal ItemText Items(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> folded = _folder is null ? text : _folded.AsSpan(0, _length);
        if (!_isMapped)
            Map(text, folded);
        ReadOnlySpan<char> upper = _upper.AsSpan(0, folded.Length);
        return _folder is null
            ? new ItemText(upper, [], [])
            : new ItemText(upper, _starts.AsSpan(0, folded.Length), _ends.AsSpan(0, folded.Length));
    }

    private void Map(ReadOnlySpan<char> text, ReadOnlySpan<char> folded)
    {
        _isMapped = true;
        Grow(ref _upper, folded.Length);
        for (int i = 0; i < folded.Length; i++)
            _upper[i] = CaseFold.At(folded, i);
        if (_folder is null)
            return;
        Grow(ref _starts, folded.Length);
        Grow(ref _ends, folded.Length);
        _folder.Map(text, _starts, _ends);
    }

    private static void Grow<T>(ref T[] room, int length)
    {
        if (room.Length < length)
            room = new T[Math.Max(length, Math.Min(2 * room.Length, Array.MaxLength))];
    }
}
