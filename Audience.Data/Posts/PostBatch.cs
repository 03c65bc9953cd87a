namespace Audience.Data.Posts;

/// <summary>
/// Some posts as UTF-8 bytes side by side in one reused buffer: no object, and no string, per post.
/// Fill it with <see cref="Reserve"/> and <see cref="Add(ReadOnlySpan{byte})"/>, five fields a post: id, s_id, author, text, time.
/// </summary>
public sealed class PostBatch
{
    private const int Fields = 5, TargetBytes = 128 * 1024, TargetPosts = 4096;
    private byte[] _bytes = new byte[TargetBytes + 16 * 1024];
    private int[] _ends = new int[TargetPosts * Fields];
    private int _fields;
    private int _length;

    /// <summary>How many posts it holds.</summary>
    public int Count => _fields / Fields;

    /// <summary>Whether it holds as much as a batch should.</summary>
    public bool IsFull => _length >= TargetBytes || _fields >= TargetPosts * Fields;

    /// <summary>Empties it; a buffer that one huge post made grow is dropped, so that memory returns to normal.</summary>
    public void Clear()
    {
        _fields = _length = 0;
        if (_bytes.Length > 4 * TargetBytes)
            _bytes = new byte[TargetBytes + 16 * 1024];
    }

    /// <summary>Room for the next field of up to <paramref name="size"/> bytes; follow with <see cref="Commit"/>.</summary>
    public Span<byte> Reserve(int size)
    {
        if (_bytes.Length - _length < size)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + size));
        return _bytes.AsSpan(_length, size);
    }

    /// <summary>The buffer and offset behind <see cref="Reserve"/>, for drivers that copy into an array.</summary>
    public (byte[] Buffer, int Offset) ReserveArray(int size)
    {
        Reserve(size);
        return (_bytes, _length);
    }

    /// <summary>Ends the field that was written into the reserved room.</summary>
    public void Commit(int size)
    {
        _length += size;
        if (_fields == _ends.Length)
            Array.Resize(ref _ends, _ends.Length * 2);
        _ends[_fields++] = _length;
    }

    /// <summary>Adds a field.</summary>
    public void Add(ReadOnlySpan<byte> field)
    {
        field.CopyTo(Reserve(field.Length));
        Commit(field.Length);
    }

    /// <summary>A post.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public Post this[int index] => new(
        Field(index * Fields), Field(index * Fields + 1), Field(index * Fields + 2), Field(index * Fields + 3), Field(index * Fields + 4));

    private ReadOnlySpan<byte> Field(int field)
    {
        int start = field == 0 ? 0 : _ends[field - 1];
        return _bytes.AsSpan(start, _ends[field] - start);
    }
}

/// <summary>One post within a batch, UTF-8; valid until the batch is cleared.</summary>
/// <param name="id">The source's id; empty where it is NULL.</param>
/// <param name="source">s_id.</param>
/// <param name="author">The author's name.</param>
/// <param name="text">The text to label; empty stands for the author's name in a task that labels authors.</param>
/// <param name="time"><c>yyyy-MM-dd HH:mm:ss</c> with or without fraction.</param>
public readonly ref struct Post(ReadOnlySpan<byte> id, ReadOnlySpan<byte> source, ReadOnlySpan<byte> author, ReadOnlySpan<byte> text, ReadOnlySpan<byte> time)
{
    public ReadOnlySpan<byte> Id { get; } = id;
    public ReadOnlySpan<byte> Source { get; } = source;
    public ReadOnlySpan<byte> Author { get; } = author;
    public ReadOnlySpan<byte> Text { get; } = text;
    public ReadOnlySpan<byte> Time { get; } = time;
}
