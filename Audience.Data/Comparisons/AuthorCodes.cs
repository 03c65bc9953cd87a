using Audience.Data.Authors;

namespace Audience.Data.Comparisons;

/// <summary>
/// Brings what is known of each author together, as codes. One of 256 partitions after the other is sorted, so that memory is a 256th of
/// what all authors take.
/// </summary>
public sealed class AuthorCodes : IDisposable
{
    private readonly AuthorValues _rows = new(bits: 8, blockRows: 1_024, "comparison");
    private long[] _authors = [],
        _codes = [];

    /// <summary>Adds something of an author.</summary>
    /// <param name="author">Hash of the source_author.</param>
    /// <param name="code">What the caller knows it by.</param>
    /// <exception cref="IOException">The temporary file cannot be written, for example as the disk is full.</exception>
    public void Add(long author, long code) => _rows.Add(author, code);

    /// <summary>Visits the authors, each once with all codes of it, in no order.</summary>
    /// <param name="visit">Takes an author.</param>
    /// <param name="cancellationToken">Ends it between two partitions.</param>
    /// <exception cref="IOException">The temporary file cannot be read.</exception>
    public void Visit(AuthorVisit visit, CancellationToken cancellationToken)
    {
        for (int partition = 0; partition < _rows.Partitions; partition++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rows = Load(partition);
            Array.Sort(_authors, _codes, 0, rows);
            for (int from = 0, to; from < rows; from = to)
            {
                to = from + 1;
                while (to < rows && _authors[to] == _authors[from])
                    to++;
                visit(_authors[from], _codes.AsSpan(from, to - from));
            }
        }
    }

    public void Dispose() => _rows.Dispose();

    private int Load(int partition)
    {
        int rows = _rows.Rows(partition);
        if (_authors.Length < rows)
            (_authors, _codes) = (new long[rows + rows / 4], new long[rows + rows / 4]);
        int next = 0;
        _rows.Take(
            partition,
            block =>
            {
                foreach (var row in block)
                    (_authors[next], _codes[next++]) = (row.Author, row.Value);
            }
        );
        return rows;
    }
}

/// <summary>Takes an author.</summary>
/// <param name="author">Hash of the source_author.</param>
/// <param name="codes">Its codes, in no order.</param>
public delegate void AuthorVisit(long author, Span<long> codes);
