using System.Text;

namespace Audience.Labeling.Folding;

/// <summary>Folds texts: at most as many UTF-16 units come out as go in. Immutable, safe to share between threads, allocates nothing per
/// text.</summary>
internal sealed class TextFolder
{
    /// <summary>Stands in the table for units that need a closer look; NUL itself is one of them.</summary>
    private const char Look = '\0';

    private readonly char[] _units = new char[char.MaxValue + 1];
    private readonly Dictionary<int, int> _pairs;
    private readonly bool _keepsAscii;
    private readonly bool _invisible;
    private readonly bool _width;

    /// <param name="folds">At least one.</param>
    internal TextFolder(TextFolds folds)
    {
        Folds = folds;
        _invisible = folds.HasFlag(TextFolds.Invisible);
        _width = folds.HasFlag(TextFolds.Width);
        for (int unit = 0; unit <= char.MaxValue; unit++)
            _units[unit] =
                (_invisible && FoldTables.IsInvisible(unit)) || (_width && FoldTables.IsVoiceable((char)unit)) ? Look : (char)unit;
        _pairs = FoldTables.Of(folds);
        foreach ((int from, int to) in _pairs)
        {
            if (from > char.MaxValue)
                _units[new Rune(from).HighHalf()] = Look;
            else if (_units[from] != Look)
                _units[from] = (char)to;
        }
        if (_invisible)
            _units[new Rune(0xE0100).HighHalf()] = Look;
        // NUL stands for a closer look in the table; it is kept then.
        _keepsAscii = Enumerable.Range(1, 0x7F).All(unit => _units[unit] == unit);
    }

    internal TextFolds Folds { get; }

    /// <summary>The folder of some folds; null for none.</summary>
    internal static TextFolder? For(TextFolds folds) => folds == TextFolds.None ? null : new TextFolder(folds);

    /// <summary>Whether it is plain at a glance that a text stays as it is; false says nothing.</summary>
    internal bool Keeps(ReadOnlySpan<char> text) => _keepsAscii && Ascii.IsValid(text);

    /// <summary>Folds a keyword.</summary>
    internal string Fold(string text)
    {
        char[] folded = new char[text.Length];
        return new string(folded, 0, Fold(text, folded));
    }

    /// <summary>Folds a text.</summary>
    /// <param name="text">The text, any valid or invalid UTF-16.</param>
    /// <param name="folded">Room for as many as the text has.</param>
    /// <returns>How many units were written.</returns>
    internal int Fold(ReadOnlySpan<char> text, Span<char> folded)
    {
        int written = 0;
        int read = 0;
        while (true)
        {
            int run = FoldRun(text[read..], folded[written..]);
            read += run;
            written += run;
            if (read == text.Length)
                break;
            (int character, read) = Next(text, read);
            written += Write(character, folded[written..]);
        }
        return written;
    }

    /// <summary>Folds units one by one up to the first that needs a closer look.</summary>
    /// <returns>How many.</returns>
    private unsafe int FoldRun(ReadOnlySpan<char> text, Span<char> folded)
    {
        if (folded.Length < text.Length)
            throw new ArgumentException("there is too little room for the folded text", nameof(folded));
        int i = 0;
        fixed (
            char* units = _units,
                from = text,
                to = folded
        )
        {
            // Four at a time, in one look at whether any of them needs a closer one; the last four may overlap those before.
            while (i < text.Length && text.Length >= 4)
            {
                int four = Math.Min(i, text.Length - 4);
                ulong read = *(ulong*)(from + four);
                ulong written =
                    units[(ushort)read]
                    | ((ulong)units[(ushort)(read >> 16)] << 16)
                    | ((ulong)units[(ushort)(read >> 32)] << 32)
                    | ((ulong)units[(ushort)(read >> 48)] << 48);
                if (((written - 0x0001_0001_0001_0001) & ~written & 0x8000_8000_8000_8000) != 0)
                    break;
                *(ulong*)(to + four) = written;
                i = four + 4;
            }
            for (; i < text.Length; i++)
            {
                char unit = units[from[i]];
                if (unit == Look)
                    break;
                to[i] = unit;
            }
        }
        return i;
    }

    /// <summary>Where the units of a folded text come from.</summary>
    /// <param name="text">The text as it stands.</param>
    /// <param name="starts">By folded unit: where its character starts in the text. Room for as many as the text has.</param>
    /// <param name="ends">By folded unit: where its character ends.</param>
    internal void Map(ReadOnlySpan<char> text, Span<int> starts, Span<int> ends)
    {
        int written = 0;
        Span<char> units = stackalloc char[2];
        for (int i = 0; i < text.Length; )
        {
            int start = i;
            (int character, i) = _units[text[i]] == Look ? Next(text, i) : (_units[text[i]], i + 1);
            for (int left = Write(character, units); left > 0; left--)
                (starts[written], ends[written++]) = (start, i);
        }
    }

    /// <summary>Folds the character at a position that needs a closer look.</summary>
    /// <returns>The folded character, or -1 where it is passed over, and where the next one starts.</returns>
    private (int Character, int Next) Next(ReadOnlySpan<char> text, int i)
    {
        char unit = text[i];
        if (char.IsHighSurrogate(unit))
        {
            if (i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return (unit, i + 1);
            int pair = char.ConvertToUtf32(unit, text[i + 1]);
            return (_invisible && FoldTables.IsInvisible(pair) ? -1 : _pairs.GetValueOrDefault(pair, pair), i + 2);
        }
        if (_invisible && FoldTables.IsInvisible(unit))
            return (-1, i + 1);
        if (_width && FoldTables.IsVoiceable(unit))
        {
            int mark = i + 1;
            while (_invisible && InvisibleLength(text[mark..]) is > 0 and var length)
                mark += length;
            if (mark < text.Length && FoldTables.Voice(unit, text[mark]) is > '\0' and var voiced)
                return (voiced, mark + 1);
        }
        return (_pairs.GetValueOrDefault(unit, unit), i + 1);
    }

    /// <summary>How many units the invisible character takes that a text begins with; 0 where it begins with none.</summary>
    private static int InvisibleLength(ReadOnlySpan<char> text)
    {
        if (text.Length > 1 && char.IsSurrogatePair(text[0], text[1]))
            return FoldTables.IsInvisible(char.ConvertToUtf32(text[0], text[1])) ? 2 : 0;
        return !text.IsEmpty && FoldTables.IsInvisible(text[0]) ? 1 : 0;
    }

    private static int Write(int character, Span<char> units)
    {
        if (character < 0)
            return 0;
        if (character <= char.MaxValue)
        {
            units[0] = (char)character;
            return 1;
        }
        return new Rune(character).EncodeToUtf16(units);
    }
}
