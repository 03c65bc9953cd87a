namespace Audience.Data.Posts;

/// <summary>
/// Some posts as UTF-8 bytes side by side in one reused buffer: no object, and no string, per post.
/// Fill it with <see cref="Add(ReadOnlySpan{byte})"/> or <see cref="ReserveArray"/>, field by field: id, s_id, author, time, and the
/// texts that are read besides (<see cref="PostTable.Texts"/>).
/// </summary>
public sealed class PostBatch
{
    /// <summary>Stands between fields that come in one piece: no UTF-8 text has such a byte.</summary>
    public const byte Separator = 0xFF;

    private const int Nothing = -1,
        JoinedFields = 4,
        TargetBytes = 128 * 1024,
        TargetPosts = 4096;
    private byte[] _bytes = new byte[TargetBytes + 16 * 1024];
    private (int Start, int End)[] _places = new (int, int)[TargetPosts * (JoinedFields + 1)];
    private int _perPost = JoinedFields;
    private int _fields;
    private int _length;

    /// <summary>How many posts it holds.</summary>
    public int Count => _fields / _perPost;

    /// <summary>Posts that were left out on the way to those that it holds.</summary>
    public SkipCounts Skipped { get; private set; }

    /// <summary>Counts a post that is left out.</summary>
    public void Skip(SkipCounts one) => Skipped += one;

    /// <summary>Whether it holds as much as a batch should.</summary>
    public bool IsFull => _length >= TargetBytes || _fields >= TargetPosts * _perPost;

    /// <summary>Says how many texts each post has besides its first four fields. The batch must be empty.</summary>
    /// <param name="texts">0 or more.</param>
    public void Begin(int texts) => _perPost = JoinedFields + texts;

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
    public bool IsTimePossible => SourceTime.IsPossible(Last);

    /// <summary>Takes back the first fields of a post that turns out not to be wanted.</summary>
    /// <param name="texts">How many texts were added after the first four fields.</param>
    public void Drop(int texts)
    {
        _fields -= JoinedFields + texts;
        _length = _places[_fields].Start;
    }

    /// <summary>The field that was added last.</summary>
    public ReadOnlySpan<byte> Last => Field(_fields - 1);

    /// <summary>Whether the post whose first four fields were added last has an id.</summary>
    public bool HasId => Field(_fields - JoinedFields).Length > 0;

    /// <summary>Adds a field.</summary>
    public void Add(ReadOnlySpan<byte> field)
    {
        var (buffer, offset) = ReserveArray(field.Length);
        field.CopyTo(buffer.AsSpan(offset));
        Commit(field.Length);
    }

    /// <summary>Adds a text that is NULL.</summary>
    public void AddNothing() => Place(Nothing, Nothing);

    /// <summary>A post.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public Post this[int index] => new(this, index * _perPost);

    internal ReadOnlySpan<byte> Field(int field) =>
        _places[field] is { Start: >= 0 } place ? _bytes.AsSpan(place.Start, place.End - place.Start) : default;

    internal bool IsNothing(int field) => _places[field].Start < 0;

    private void Place(int start, int end)
    {
        if (_fields == _places.Length)
            Array.Resize(ref _places, _places.Length * 2);
        _places[_fields++] = (start, end);
    }
}
