using System.Data.Common;
using System.IO.Compression;
using System.Text;
using Audience.Data.Files;
using Microsoft.AspNetCore.Http.Features;

namespace Audience.Api.Downloads;

/// <summary>
/// A file of rows that is answered as it is made. Where it cannot be completed, the answer breaks off, so that the caller sees it.
/// </summary>
/// <param name="Name">Of the file, without what says its kind.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Format">CSV, JSON lines or Parquet.</param>
/// <param name="Gzip">Whether it is packed.</param>
/// <param name="Raw">Cells as they are, also where a spreadsheet would take them for formulas.</param>
public sealed record RowFile(string Name, IReadOnlyList<string> Columns, FileFormat Format, bool Gzip, bool Raw)
{
    /// <summary>Answers with the rows.</summary>
    /// <param name="http">The call.</param>
    /// <param name="write">Writes them; hands over what was written whenever enough has gathered.</param>
    /// <param name="log">Told what broke it off.</param>
    /// <exception cref="DbException">The database failed before anything was answered.</exception>
    public async Task AnswerAsync(
        HttpContext http,
        Func<RowWriter, Func<ByteBuffer, Task>, CancellationToken, Task> write,
        Action<Exception> log
    )
    {
        var response = http.Response;
        response.ContentType = Format switch
        {
            FileFormat.Csv => "text/csv; charset=utf-8",
            FileFormat.JsonLines => "application/x-ndjson",
            _ => "application/vnd.apache.parquet",
        };
        response.Headers.ContentDisposition = $"attachment; filename=\"{Name}.{Format.Name()}{(Gzip ? ".gz" : "")}\"";
        if (Gzip)
            response.ContentType = "application/gzip";
        // Parquet ends its file without asking whether that may wait.
        if (http.Features.Get<IHttpBodyControlFeature>() is { } body)
            body.AllowSynchronousIO = true;
        try
        {
            await WriteAsync(new CountedStream(response.Body), write, http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone.
        }
        catch (Exception e)
        {
            log(e);
            if (!response.HasStarted && e is DbException)
                throw;
            http.Abort();
        }
    }

    private async Task WriteAsync(
        CountedStream body,
        Func<RowWriter, Func<ByteBuffer, Task>, CancellationToken, Task> write,
        CancellationToken cancellationToken
    )
    {
        await using var packed = Gzip ? new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true) : null;
        await using var sink =
            Format == FileFormat.Parquet ? await ParquetSink.CreateAsync(Columns, (Stream?)packed ?? body, cancellationToken) : null;
        try
        {
            await (sink is null ? WriteTextAsync((Stream?)packed ?? body) : write(new PackedWriter(Columns), Take, cancellationToken));
        }
        catch
        {
            // Before gzip and Parquet write their ends: the file would look whole to whoever overlooks that the transfer broke off.
            body.Cut();
            throw;
        }

        async Task Take(ByteBuffer buffer)
        {
            await sink.WriteAsync(buffer, cancellationToken);
            buffer.Clear();
        }

        async Task WriteTextAsync(Stream to)
        {
            RowWriter writer = Format == FileFormat.Csv ? new CsvWriter(Columns, (byte)',', safe: !Raw) : new JsonLineWriter(Columns);
            if (Format == FileFormat.Csv)
                writer.Output.Add(Encoding.UTF8.Preamble);
            writer.Header();
            await write(
                writer,
                async buffer =>
                {
                    await to.WriteAsync(buffer.Bytes.AsMemory(0, buffer.Length), cancellationToken);
                    buffer.Clear();
                },
                cancellationToken
            );
        }
    }
}
