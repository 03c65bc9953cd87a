using Parquet;
using Parquet.Schema;

namespace Audience.Data.Files;

/// <summary>
/// Writes packed rows as a Parquet file of texts that may be null, in row groups of a bounded size. A group is written while the next
/// one is gathered.
/// </summary>
public sealed class ParquetSink : IAsyncDisposable
{
    private const int GroupBytes = 4 * 1024 * 1024,
        GroupRows = 32_000,
        MaxPoolBytes = 4 * 1024 * 1024;
    private readonly ParquetWriter _writer;
    private readonly PackedParser _parser;
    private readonly Block _block = new();
    private ParquetColumn[] _gathered,
        _written;
    private Task _writing = Task.CompletedTask;
    private long _bytes;

    private ParquetSink(ParquetWriter writer, DataField[] fields)
    {
        _writer = writer;
        _gathered = [.. fields.Select(field => new ParquetColumn(field))];
        _written = [.. fields.Select(field => new ParquetColumn(field))];
        _parser = new PackedParser(fields.Length);
    }

    /// <summary>Begins a file.</summary>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="stream">Where it is written; left open.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ParquetSink> CreateAsync(IReadOnlyList<string> columns, Stream stream, CancellationToken cancellationToken)
    {
        DataField[] fields = [.. columns.Select(name => new DataField<string>(name, true))];
        var options = new ParquetOptions
        {
            CompressionMethod = CompressionMethod.Snappy,
            // Unset, the pool of what is compressed only ever grows.
            MaximumSmallPoolFreeBytes = MaxPoolBytes,
            MaximumLargePoolFreeBytes = MaxPoolBytes,
        };
        var writer = await ParquetWriter.CreateAsync(
            new ParquetSchema(fields),
            stream.CanSeek ? stream : new CountedStream(stream),
            options,
            false,
            cancellationToken
        );
        return new ParquetSink(writer, fields);
    }

    /// <summary>Adds packed rows.</summary>
    public async Task WriteAsync(ByteBuffer rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _block.Clear();
        if (_block.Bytes.Length < rows.Length)
            _block.Grow(rows.Length);
        rows.Written.CopyTo(_block.Bytes);
        _block.Length = rows.Length;
        _parser.Start(_block);
        while (_parser.Next())
            for (int i = 0; i < _gathered.Length; i++)
                if (_parser.IsNull(i))
                    _gathered[i].AddNull();
                else
                    _gathered[i].Add(_parser[i]);
        _bytes += rows.Length;
        if (_bytes >= GroupBytes || _gathered[0].Count >= GroupRows)
            await FlushAsync(cancellationToken);
    }

    /// <summary>Ends the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await FlushAsync(CancellationToken.None);
        await _writing;
        await _writer.DisposeAsync();
    }

    /// <summary>Waits until nothing is written any more, and leaves the file without its end.</summary>
    public async Task AbandonAsync() => await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_gathered[0].Count == 0)
            return;
        await _writing;
        (_gathered, _written) = (_written, _gathered);
        _bytes = 0;
        _writing = Task.Run(() => WriteGroupAsync(_written, cancellationToken), cancellationToken);
    }

    private async Task WriteGroupAsync(ParquetColumn[] columns, CancellationToken cancellationToken)
    {
        using var group = _writer.CreateRowGroup();
        foreach (var column in columns)
            await column.WriteAsync(group, cancellationToken);
    }
}
