using System.Text;
using Parquet;
using Parquet.Schema;

namespace Audience.Data.Files;

/// <summary>Writes packed rows as a Parquet file of texts that may be null, in row groups of a bounded size.</summary>
public sealed class ParquetSink : IAsyncDisposable
{
    private const int GroupBytes = 16 * 1024 * 1024,
        GroupRows = 100_000;
    private readonly ParquetWriter _writer;
    private readonly DataField[] _fields;
    private readonly List<string?>[] _columns;
    private readonly PackedParser _parser;
    private readonly Block _block = new();
    private long _bytes;

    private ParquetSink(ParquetWriter writer, DataField[] fields)
    {
        (_writer, _fields) = (writer, fields);
        _columns = [.. fields.Select(_ => new List<string?>())];
        _parser = new PackedParser(fields.Length);
    }

    /// <summary>Begins a file.</summary>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="stream">Where it is written; left open.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ParquetSink> CreateAsync(IReadOnlyList<string> columns, Stream stream, CancellationToken cancellationToken)
    {
        DataField[] fields = [.. columns.Select(name => new DataField<string>(name, true))];
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Snappy };
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
            for (int i = 0; i < _columns.Length; i++)
                _columns[i].Add(_parser.IsNull(i) ? null : Encoding.UTF8.GetString(_parser[i]));
        _bytes += rows.Length;
        if (_bytes >= GroupBytes || _columns[0].Count >= GroupRows)
            await FlushAsync();
    }

    /// <summary>Ends the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await FlushAsync();
        await _writer.DisposeAsync();
    }

    private async Task FlushAsync()
    {
        if (_columns[0].Count == 0)
            return;
        using (var group = _writer.CreateRowGroup())
            for (int i = 0; i < _fields.Length; i++)
                await group.WriteAsync(_fields[i], _columns[i]!, null);
        foreach (var column in _columns)
            column.Clear();
        _bytes = 0;
    }
}
