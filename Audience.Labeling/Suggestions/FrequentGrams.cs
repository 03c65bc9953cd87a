using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Audience.Labeling.Folding;
using Audience.Labeling.Matching;

namespace Audience.Labeling.Suggestions;

/// <summary>
/// Finds the pieces that many texts have, in bounded memory: when it holds <c>most</c> pieces, it forgets the rarest until half are left.
/// A piece that was forgotten and comes again is counted anew, so that its count may be too low; never too high.
/// </summary>
public sealed class FrequentGrams
{
    /// <summary>How many pieces are held, unless told.</summary>
    public const int DefaultMost = 300_000;

    private readonly Dictionary<string, Seen> _seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Seen>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly GramTaker _take;
    private readonly FoldedTexts _folded;
    private readonly int _most;
    private int _texts;

    /// <param name="folds">Spellings that count as one: pieces come out folded.</param>
    /// <param name="most">How many pieces are held.</param>
    public FrequentGrams(TextFolds folds, int most = DefaultMost)
    {
        (_folded, _most, _take) = (new FoldedTexts(TextFolder.For(folds)), most, Take);
        _bySpan = _seen.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>How many pieces it holds.</summary>
    public int Count => _seen.Count;

    /// <summary>Takes in a text: each of its pieces counts once.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        _texts++;
        GramCutter.Cut(_folded.Fold(text), _take);
    }

    /// <summary>The pieces of many texts, those of most first.</summary>
    /// <param name="least">In how many texts they are at least.</param>
    /// <param name="takes">Whether a piece is wanted.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<string> Frequent(int least, Func<string, bool> takes, int most) =>
        [
            .. _seen
                .Where(gram => gram.Value.Texts >= least)
                .OrderByDescending(gram => gram.Value.Texts)
                .ThenBy(gram => gram.Key, StringComparer.Ordinal)
                .Select(gram => gram.Key)
                .Where(takes)
                .Take(most),
        ];

    private void Take(ReadOnlySpan<char> gram)
    {
        ref Seen seen = ref CollectionsMarshal.GetValueRefOrNullRef(_bySpan, gram);
        if (Unsafe.IsNullRef(ref seen))
        {
            if (_seen.Count >= _most)
                Forget();
            seen = ref CollectionsMarshal.GetValueRefOrAddDefault(_bySpan, gram, out _);
        }
        if (seen.Last == _texts)
            return;
        seen.Last = _texts;
        seen.Texts++;
    }

    private void Forget()
    {
        for (int texts = 1; _seen.Count > _most / 2; texts++)
            foreach (var (gram, seen) in _seen)
                if (seen.Texts <= texts)
                    _seen.Remove(gram);
    }

    private struct Seen
    {
        public int Texts;
        public int Last;
    }
}
