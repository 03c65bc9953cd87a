using System.IO.Compression;
using Audience.Data.Files;

namespace Audience.Local.Files;

/// <summary>A file that is written beside its place and put there once it is whole; or standard output.</summary>
internal sealed class OutputFile : IAsyncDisposable
{
    private readonly string? _path;
    private readonly string? _part;
    private readonly bool _flush;
    private readonly Stream _stream;
    private ParquetSink? _parquet;
    private bool _done;

    private OutputFile(string? path, string? part, Stream stream, bool flush) =>
        (_path, _part, _stream, _flush) = (path, part, stream, flush);

    /// <summary>Begins a file.</summary>
    /// <param name="path">Its place, which may be taken: what is there is replaced at the end; null for standard output.</param>
    /// <param name="rows">What writes its rows; what is in its output is written first.</param>
    /// <param name="flush">Whether each part that is written is to arrive at once.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<OutputFile> CreateAsync(string? path, RowWriter rows, bool flush, CancellationToken cancellationToken)
    {
        if (path is not null && Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory && !Directory.Exists(directory))
            throw new FileException($"there is no directory '{directory}' to write '{Path.GetFileName(path)}' to");
        string? part = path is null ? null : $"{path}.{Environment.ProcessId}.part";
        Stream stream = part is null ? Console.OpenStandardOutput() : new FileStream(part, FileMode.CreateNew, FileAccess.Write);
        var file = new OutputFile(
            path,
            part,
            path?.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) == true ? new GZipStream(stream, CompressionLevel.Fastest) : stream,
            flush
        );
        try
        {
            if (rows is PackedWriter)
                file._parquet = await ParquetSink.CreateAsync(rows.Columns, file._stream, cancellationToken);
            else
                await file.WriteAsync(rows.Output, cancellationToken);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
        rows.Output.Clear();
        return file;
    }

    /// <summary>Writes rows.</summary>
    public async Task WriteAsync(ByteBuffer rows, CancellationToken cancellationToken)
    {
        if (_parquet is not null)
            await _parquet.WriteAsync(rows, cancellationToken);
        else
            await _stream.WriteAsync(rows.Bytes.AsMemory(0, rows.Length), cancellationToken);
        if (_flush && _parquet is null)
            await _stream.FlushAsync(cancellationToken);
    }

    /// <summary>Ends the file and puts it in its place.</summary>
    public async Task CompleteAsync()
    {
        if (_parquet is not null)
            await _parquet.DisposeAsync();
        await _stream.DisposeAsync();
        _done = true;
        if (_part is not null)
            File.Move(_part, _path!, overwrite: true);
    }

    /// <summary>Leaves nothing of a file that is not whole.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_done)
            return;
        if (_parquet is not null)
            await _parquet.AbandonAsync();
        try
        {
            await _stream.DisposeAsync();
        }
        catch (IOException)
        {
            // What could not be written is deleted anyway; why it could not has been thrown before.
        }
        if (_part is not null)
            File.Delete(_part);
    }

    /// <summary>Refuses to write over what is read.</summary>
    /// <exception cref="FileException">An output is an input, or twice the same.</exception>
    public static void CheckApart(IEnumerable<string> inputs, IEnumerable<string?> outputs)
    {
        var taken = inputs.Where(path => path != "-").Select(Real).ToHashSet(StringComparer.Ordinal);
        foreach (string output in outputs.OfType<string>())
            if (!taken.Add(Real(output)))
                throw new FileException($"'{output}' is read or written already: name another file to write to");
    }

    private static string Real(string path) =>
        File.Exists(path) && new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) is { } target
            ? target.FullName
            : Path.GetFullPath(path);
}
