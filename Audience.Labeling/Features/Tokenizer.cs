using System.Runtime.CompilerServices;

namespace Audience.Labeling.Features;

/// <summary>Cuts a text into the tokens of a <see cref="TokenSet"/>, without regard to case. Nothing is allocated.</summary>
/// <remarks>
/// A token that another one begins with occurs in at least as many texts, and vocabularies keep the most frequent ones, so the search for
/// longer tokens ends where a sink does not know the shorter one.
/// </remarks>
internal ref struct Tokenizer<TSink>(TokenSet set, ReadOnlySpan<char> text)
    where TSink : struct, ITokenSink
{
    private const int LongestPart = 5;
    private const int LongestMarks = 4;

    private readonly ReadOnlySpan<char> _text = text;
    private readonly CharClass[] _classes = CharTable.Classes;
    private readonly char[] _folded = CharTable.Folded;
    private ulong _previousWord; // unfinished hash; 0 where there is none
    private int _previousStart;
    private Stretches _stretches;
    private Capitals _capitals;

    /// <summary>Gives all tokens to a sink.</summary>
    public void Run(ref TSink sink)
    {
        int next = 0;
        while (next < _text.Length)
        {
            switch (ClassAt(next))
            {
                case CharClass.Letter or CharClass.Digit:
                    next = Word(next, ref sink);
                    _stretches.Length++;
                    break;
                case CharClass.Ideograph:
                    next = IdeographRun(next, ref sink);
                    _previousWord = 0;
                    break;
                case CharClass.Mark:
                    next = Marks(next, ref sink);
                    break;
                default:
                    next++;
                    break;
            }
        }
        if ((set & TokenSet.Stretches) != 0)
            _stretches.Finish(_text.Length, ref sink);
        if ((set & TokenSet.Capitals) != 0)
            _capitals.Finish(_text.Length, ref sink);
    }

    // A pair of surrogates is a word by itself; half of one is nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly CharClass ClassAt(int index)
    {
        var found = _classes[_text[index]];
        if (found != CharClass.HighSurrogate)
            return found;
        return index + 1 < _text.Length && char.IsLowSurrogate(_text[index + 1]) ? CharClass.Ideograph : CharClass.Blank;
    }

    private int Word(int start, ref TSink sink)
    {
        ulong hash = TokenHash.Word;
        int end = start;
        while (end < _text.Length && _classes[_text[end]] is CharClass.Letter or CharClass.Digit)
            hash = TokenHash.Next(hash, _folded[_text[end++]]);
        sink.Add(TokenHash.Finish(hash), start, end);
        if ((set & TokenSet.WordPairs) != 0)
        {
            if (_previousWord != 0)
                sink.Add(TokenHash.Finish((_previousWord ^ TokenHash.Pair) * 31 + hash), _previousStart, end);
            (_previousWord, _previousStart) = (hash, start);
        }
        if ((set & TokenSet.SubWords) != 0)
            Parts(start, end, ref sink);
        if ((set & TokenSet.Letters) != 0)
            for (int letter = start; letter < end; letter++)
                sink.Add(TokenHash.Finish(TokenHash.Next(TokenHash.Letter, _folded[_text[letter]])), letter, letter + 1);
        if ((set & TokenSet.Capitals) != 0)
            _capitals.Word(_text[start..end], start, ref sink);
        return end;
    }

    // 2 to 5 characters of the word with its two marks.
    private readonly void Parts(int start, int end, ref TSink sink)
    {
        for (int from = start - 1; from < end; from++)
        {
            ulong hash = TokenHash.Next(TokenHash.Part, from < start ? TokenHash.Begin : _folded[_text[from]]);
            int last = Math.Min(from + LongestPart, end + 1);
            for (int to = from + 1; to < last; to++)
            {
                hash = TokenHash.Next(hash, to < end ? _folded[_text[to]] : TokenHash.End);
                if (!sink.Add(TokenHash.Finish(hash), Math.Max(from, start), Math.Min(to + 1, end)))
                    break;
            }
        }
    }

    private int IdeographRun(int start, ref TSink sink)
    {
        bool runs = (set & TokenSet.CharacterRuns) != 0;
        int most = runs ? 3 : 2,
            end = start,
            from = start;
        if (runs)
        {
            // The first one and two characters, with the mark.
            ulong hash = TokenHash.Next(TokenHash.Run, TokenHash.Begin);
            int to = start;
            for (int length = 1; length <= 2 && to < _text.Length && ClassAt(to) == CharClass.Ideograph; length++)
            {
                int size = Size(to);
                hash = Character(hash, to, size);
                to += size;
                if (!sink.Add(TokenHash.Finish(hash), start, to))
                    break;
            }
        }
        while (from < _text.Length && ClassAt(from) == CharClass.Ideograph)
        {
            ulong hash = TokenHash.Run;
            int to = from;
            for (int length = 1; length <= most; length++)
            {
                if (to >= _text.Length || ClassAt(to) != CharClass.Ideograph)
                {
                    // At most two characters and the mark of the end.
                    if (runs)
                        sink.Add(TokenHash.Finish(TokenHash.Next(hash, TokenHash.End)), from, to);
                    break;
                }
                int size = Size(to);
                hash = Character(hash, to, size);
                to += size;
                if (!sink.Add(TokenHash.Finish(hash), from, to))
                    break;
            }
            end = from + Size(from);
            from = end;
            _stretches.Length++;
        }
        return end;
    }

    private readonly int Size(int index) => _classes[_text[index]] == CharClass.HighSurrogate ? 2 : 1;

    private readonly ulong Character(ulong hash, int index, int size)
    {
        hash = TokenHash.Next(hash, _folded[_text[index]]);
        return size == 1 ? hash : TokenHash.Next(hash, _text[index + 1]);
    }

    private int Marks(int start, ref TSink sink)
    {
        int end = start;
        while (end < _text.Length && _classes[_text[end]] == CharClass.Mark)
            end++;
        if ((set & TokenSet.Punctuation) != 0)
        {
            for (int from = start; from < end; from++)
            {
                ulong hash = TokenHash.Mark;
                // Single marks all along, longer ones from the beginning of the row only: rows of hundreds say nothing more.
                int last = from == start ? Math.Min(from + LongestMarks, end) : from + 1;
                for (int to = from; to < last; to++)
                {
                    hash = TokenHash.Next(hash, _folded[_text[to]]);
                    if (!sink.Add(TokenHash.Finish(hash), from, to + 1))
                        break;
                }
            }
        }
        if ((set & TokenSet.Stretches) != 0)
            _stretches.End(_folded[_text[start]], start, ref sink);
        return end;
    }

    /// <summary>The stretches between marks: how long they are tells verse forms apart, and words from sentences.</summary>
    private struct Stretches
    {
        private const int Longest = 15;
        private int _previous; // the length of the stretch before, 0 where there is none
        private int _count;

        /// <summary>How many words or characters the stretch has so far.</summary>
        public int Length;

        /// <summary>Ends a stretch.</summary>
        /// <param name="mark">The mark behind it, 0 at the end of the text.</param>
        /// <param name="at">Where it ends.</param>
        /// <param name="sink">Takes what is known of it.</param>
        public void End(uint mark, int at, ref TSink sink)
        {
            if (Length == 0)
                return;
            uint length = (uint)Math.Min(Length, Longest);
            Give(TokenHash.Length, length << 16 | mark, at, ref sink);
            if (_previous != 0)
                Give(TokenHash.Lengths, (uint)_previous << 16 | length, at, ref sink);
            else
                Give(TokenHash.First, length, at, ref sink);
            (_previous, Length) = ((int)length, 0);
            _count++;
        }

        /// <summary>Ends the last one.</summary>
        public void Finish(int at, ref TSink sink)
        {
            End(0, at, ref sink);
            if (_count == 0)
                return;
            Give(TokenHash.Last, (uint)_previous, at, ref sink);
            Give(TokenHash.Number, (uint)Math.Min(_count, 4 * Longest), at, ref sink);
        }

        private static void Give(ulong kind, uint value, int at, ref TSink sink) =>
            sink.Add(TokenHash.Finish(TokenHash.Next(kind, value)), at, at);
    }
}
