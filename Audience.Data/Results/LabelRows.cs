namespace Audience.Data.Results;

/// <summary>Label-table rows of one group that wait to be written, as UTF-8 bytes side by side; reused.</summary>
public sealed class LabelRows
{
    private const int Fields = 5,
        MostKept = 2 * 1024 * 1024;
    private byte[] _bytes = new byte[64 * 1024];
    private int[] _ends = new int[512 * Fields];
    private (int Panel, ulong AuthorHash, double Score)[] _rows = new (int, ulong, double)[512];
    private int _length;

    /// <summary>How many rows wait.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes their texts take.</summary>
    public int Bytes => _length;

    /// <summary>The number of the first waiting row within its chunk and group.</summary>
    public int FirstSeq { get; private set; }

    /// <summary>The task, as the table stores it, and the chunk.</summary>
    public required LabelRowOrigin Origin { get; set; }

    /// <summary>Adds a row; its score is how probable the label is, NaN where nobody tells.</summary>
    public void Add(
        int panel,
        ulong authorHash,
        ReadOnlySpan<byte> id,
        ReadOnlySpan<byte> sourceAuthor,
        ReadOnlySpan<byte> time,
        ReadOnlySpan<byte> source,
        ReadOnlySpan<byte> match,
        double score = double.NaN
    )
    {
        if (Count == _rows.Length)
        {
            Array.Resize(ref _rows, Count * 2);
            Array.Resize(ref _ends, Count * 2 * Fields);
        }
        _rows[Count] = (panel, authorHash, score);
        int field = Count * Fields;
        Append(field, id);
        Append(field + 1, sourceAuthor);
        Append(field + 2, time);
        Append(field + 3, source);
        Append(field + 4, match);
        Count++;
    }

    /// <summary>A waiting row.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public LabelRow this[int index]
    {
        get
        {
            int field = index * Fields;
            return new LabelRow
            {
                Seq = FirstSeq + index,
                Panel = Origin.Panels[_rows[index].Panel],
                AuthorHash = (long)_rows[index].AuthorHash,
                Id = Field(field),
                SourceAuthor = Field(field + 1),
                Time = Field(field + 2),
                Source = Field(field + 3),
                Match = Field(field + 4),
                Score = _rows[index].Score,
            };
        }
    }

    /// <summary>Forgets the rows, which are written; the next one continues their numbers.</summary>
    public void Clear()
    {
        FirstSeq += Count;
        Count = _length = 0;
    }

    /// <summary>Forgets everything, for the rows of another chunk; keeps its room, unless one huge post made it grow.</summary>
    public void Reset(LabelRowOrigin origin)
    {
        Origin = origin;
        if (_bytes.Length > MostKept)
            _bytes = new byte[64 * 1024];
        FirstSeq = Count = _length = 0;
    }

    private void Append(int field, ReadOnlySpan<byte> value)
    {
        if (_bytes.Length - _length < value.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + value.Length));
        value.CopyTo(_bytes.AsSpan(_length));
        _ends[field] = _length += value.Length;
    }

    private ReadOnlySpan<byte> Field(int field)
    {
        int start = field == 0 ? 0 : _ends[field - 1];
        return _bytes.AsSpan(start, _ends[field] - start);
    }
}

/// <summary>What the rows of one chunk have in common.</summary>
/// <param name="TaskId">32 hexadecimal digits.</param>
/// <param name="Chunk">The chunk's number.</param>
/// <param name="Panels">The panel of each label of the model, UTF-8.</param>
/// <param name="Scores">Whether rows carry probabilities, in a column of their own.</param>
public sealed record LabelRowOrigin(string TaskId, int Chunk, IReadOnlyList<byte[]> Panels, bool Scores = false);

/// <summary>One row; its spans are valid until the rows are cleared.</summary>
public readonly ref struct LabelRow
{
    /// <summary>Number within chunk and group, from 0.</summary>
    public required int Seq { get; init; }

    /// <summary>UTF-8, with its slash.</summary>
    public required ReadOnlySpan<byte> Panel { get; init; }

    /// <summary>XxHash3 of the source_author.</summary>
    public required long AuthorHash { get; init; }
    public required ReadOnlySpan<byte> Id { get; init; }
    public required ReadOnlySpan<byte> SourceAuthor { get; init; }

    /// <summary><c>yyyy-MM-dd HH:mm:ss</c> with or without fraction.</summary>
    public required ReadOnlySpan<byte> Time { get; init; }
    public required ReadOnlySpan<byte> Source { get; init; }
    public required ReadOnlySpan<byte> Match { get; init; }

    /// <summary>How probable the label is, 0 to 1; NaN where nobody tells.</summary>
    public required double Score { get; init; }
}
