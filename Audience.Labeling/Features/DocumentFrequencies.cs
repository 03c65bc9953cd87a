using System.Runtime.InteropServices;

namespace Audience.Labeling.Features;

/// <summary>In how many texts each token occurs.</summary>
/// <param name="set">What texts are cut into.</param>
/// <param name="sparing">
/// Whether a token is counted only from the time on when the token that it begins with has been seen in an earlier text: of many
/// or long texts, whose rare tokens are dropped in the end, this keeps most from ever being held in memory.
/// </param>
internal sealed class DocumentFrequencies(TokenSet set, bool sparing)
{
    private readonly Dictionary<ulong, Frequency> _frequencies = [];
    private int _texts;

    /// <summary>Counts a text.</summary>
    public void Add(string text)
    {
        var sink = new Sink(this);
        new Tokenizer<Sink>(set, text).Run(ref sink);
        _texts++;
    }

    /// <summary>
    /// The most frequent tokens with the number of texts that hold them; a token never stands before one that it begins with.
    /// </summary>
    /// <param name="min">In how many texts at least.</param>
    /// <param name="max">How many tokens at most.</param>
    public List<(ulong Hash, int Count)> MostFrequent(int min, int max) =>
        [
            .. _frequencies
                .Where(f => f.Value.Count >= min)
                .OrderByDescending(f => f.Value.Count)
                .ThenBy(f => f.Value.Order)
                .Take(max)
                .Select(f => (f.Key, f.Value.Count)),
        ];

    private struct Frequency
    {
        public int Order; // of its first occurrence
        public int Count;
        public int Last; // the last text that held it
    }

    private readonly struct Sink(DocumentFrequencies owner) : ITokenSink
    {
        public bool Add(ulong hash, int start, int end)
        {
            ref var frequency = ref CollectionsMarshal.GetValueRefOrAddDefault(owner._frequencies, hash, out bool known);
            if (!known)
            {
                frequency = new Frequency
                {
                    Order = owner._frequencies.Count,
                    Count = 1,
                    Last = owner._texts,
                };
                return !owner.Sparing;
            }
            if (frequency.Last == owner._texts)
                return !owner.Sparing || frequency.Count > 1;
            frequency.Count++;
            frequency.Last = owner._texts;
            return true;
        }
    }

    private bool Sparing => sparing;
}
