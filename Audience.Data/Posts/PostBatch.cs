namespace Audience.Data.Posts;

/// <summary>
/// Some posts as UTF-8 bytes side by side in one reused buffer: no object, and no string, per post.
/// Fill it with <see cref="Add(ReadOnlySpan{byte})"/> or <see cref="ReserveArray"/>, five fields a post: id, s_id, author, time, text.
/// </summary>
public sealed class PostBatch
{
    /// <summary>Stands between fields that come in one piece: no UTF-8 text has such a byte.</summary>
    public const byte Separator = 0xFF;

    private const int Fields = 5,
        JoinedFields = 4,
        TargetBytes = 128 * 1024,
        TargetPosts = 4096;
    private byte[] _bytes = new byte[TargetBytes + 16 * 1024];
    private (int Start, int End)[] _places = new (int, int)[TargetPosts * Fields];
    private int _fields;
    private int _length;

    /// <summary>How many posts it holds.</summary>
    public int Count => _fields / Fields;

    /// <summary>Posts that were left out on the way to those that it holds.</summary>
    public SkipCounts Skipped { get; private set; }

    /// <summary>Counts a post that is left out.</summary>
    public void Skip(SkipCounts one) => Skipped += one;

    /// <summary>Whether it holds as much as a batch should.</summary>
    public bool IsFull => _length >= TargetBytes || _fields >= TargetPosts * Fields;

    /// <summary>Empties it; a buffer that one huge post made grow is dropped, so that memory returns to normal.</summary>
    public void Clear()
    {
        _fields = _length = 0;
        Skipped = default;
        if (_bytes.Length > 4 * TargetBytes)
            _bytes = new byte[TargetBytes + 16 * 1024];
    }

    /// <summary>
    /// Room for up to <paramref name="size"/> bytes, for drivers that copy into an array; follow with <see cref="Commit"/> or
    /// <see cref="CommitJoined"/>.
    /// </summary>
    public (byte[] Buffer, int Offset) ReserveArray(int size)
    {
        if (_bytes.Length - _length < size)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + size));
        return (_bytes, _length);
    }

    /// <summary>Ends the field that was written into the reserved room.</summary>
    public void Commit(int size) => Place(_length, _length += size);

    /// <summary>
    /// Ends a post's first four fields, which were written into the reserved room with a <see cref="Separator"/> between each two.
    /// </summary>
    /// <exception cref="InvalidDataException">They are not four.</exception>
    public void CommitJoined(int size)
    {
        int start = _length;
        _length += size;
        for (int field = 1; field < JoinedFields; field++)
        {
            int found = _bytes.AsSpan(start, _length - start).IndexOf(Separator);
            if (found < 0)
                throw new InvalidDataException("a post of the source has fewer fields than were asked for");
            Place(start, start + found);
            start += found + 1;
        }
        Place(start, _length);
    }

    /// <summary>Whether the post whose first four fields were added last has a time that the calendar has.</summary>
    public bool IsTimePossible => SourceTime.IsPossible(Field(_places[_fields - 1]));

    /// <summary>Takes back the first four fields of a post that turns out not to be wanted.</summary>
    public void DropJoined()
    {
        _fields -= JoinedFields;
        _length = _places[_fields].Start;
    }

    /// <summary>Adds a field.</summary>
    public void Add(ReadOnlySpan<byte> field)
    {
        var (buffer, offset) = ReserveArray(field.Length);
        field.CopyTo(buffer.AsSpan(offset));
        Commit(field.Length);
    }

    /// <summary>A post.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public Post this[int index]
    {
        get
        {
            var places = _places.AsSpan(index * Fields, Fields);
            return new(Field(places[0]), Field(places[1]), Field(places[2]), Field(places[4]), Field(places[3]));
        }
    }

    private ReadOnlySpan<byte> Field((int Start, int End) place) => _bytes.AsSpan(place.Start, place.End - place.Start);

    private void Place(int start, int end)
    {
        if (_fields == _places.Length)
            Array.Resize(ref _places, _places.Length * 2);
        _places[_fields++] = (start, end);
    }
}

/// <summary>One post within a batch, UTF-8; valid until the batch is cleared.</summary>
/// <param name="id">The source's id; empty where it is NULL.</param>
/// <param name="source">s_id.</param>
/// <param name="author">The author's name.</param>
/// <param name="text">The text to label; empty stands for the author's name in a task that labels authors.</param>
/// <param name="time"><c>yyyy-MM-dd HH:mm:ss</c> with or without fraction.</param>
public readonly ref struct Post(
    ReadOnlySpan<byte> id,
    ReadOnlySpan<byte> source,
    ReadOnlySpan<byte> author,
    ReadOnlySpan<byte> text,
    ReadOnlySpan<byte> time
)
{
    public ReadOnlySpan<byte> Id { get; } = id;
    public ReadOnlySpan<byte> Source { get; } = source;
    public ReadOnlySpan<byte> Author { get; } = author;
    public ReadOnlySpan<byte> Text { get; } = text;
    public ReadOnlySpan<byte> Time { get; } = time;
}
