using System.Text;
using Parquet;
using Parquet.Schema;

namespace Audience.Data.Files;

/// <summary>The texts of a column that a row group is made of, one behind the other in memory that is used again.</summary>
internal sealed class ParquetColumn(DataField field)
{
    private const int MinChars = 64 * 1024;
    private ReadOnlyMemory<char>?[] _texts = new ReadOnlyMemory<char>?[1024];
    private char[] _chars = new char[MinChars];
    private int _used;

    /// <summary>How many texts there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a text.</summary>
    /// <param name="utf8">In UTF-8.</param>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        // Of UTF-8 no text has more characters than bytes. What was taken from the array before stays valid.
        if (_chars.Length - _used < utf8.Length)
            (_chars, _used) = (new char[Math.Max(_chars.Length * 2, utf8.Length)], 0);
        int length = Encoding.UTF8.GetChars(utf8, _chars.AsSpan(_used));
        Place() = _chars.AsMemory(_used, length);
        _used += length;
    }

    /// <summary>Adds one that is null.</summary>
    public void AddNull() => Place() = null;

    /// <summary>Writes them, and empties the column.</summary>
    public async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
    {
        await group.WriteAsync<ReadOnlyMemory<char>>(field, _texts.AsMemory(0, Count), null, null, cancellationToken);
        (Count, _used) = (0, 0);
    }

    private ref ReadOnlyMemory<char>? Place()
    {
        if (Count == _texts.Length)
            Array.Resize(ref _texts, Count * 2);
        return ref _texts[Count++];
    }
}
