using System.Runtime.InteropServices;
using Audience.Data.Authors;

namespace Audience.Data.Audiences;

/// <summary>
/// Brings the panels of each author together, as bits. One of 64 partitions after the other is added up, so that memory is a 64th of what
/// all authors take.
/// </summary>
internal sealed class AuthorMasks : IDisposable
{
    private readonly AuthorValues _rows = new(bits: 6, blockRows: 2_048, "authors");

    /// <summary>Adds panels of an author.</summary>
    /// <exception cref="IOException">The temporary file cannot be written, for example as the disk is full.</exception>
    public void Add(long author, ulong mask) => _rows.Add(author, (long)mask);

    /// <summary>How many authors have which panels.</summary>
    /// <exception cref="IOException">The temporary file cannot be read.</exception>
    public Dictionary<ulong, long> Count()
    {
        Dictionary<ulong, long> counts = [];
        Dictionary<long, ulong> authors = [];
        for (int partition = 0; partition < _rows.Partitions; partition++)
        {
            authors.Clear();
            _rows.Take(partition, Gather);
            foreach (ulong mask in authors.Values)
                CollectionsMarshal.GetValueRefOrAddDefault(counts, mask, out _)++;
        }
        return counts;

        void Gather(ReadOnlySpan<AuthorValue> rows)
        {
            foreach (var row in rows)
                CollectionsMarshal.GetValueRefOrAddDefault(authors, row.Author, out _) |= (ulong)row.Value;
        }
    }

    public void Dispose() => _rows.Dispose();
}
