using System.Text;
using System.Text.RegularExpressions;
using Audience.Api.Errors;
using Microsoft.AspNetCore.WebUtilities;

namespace Audience.Api.Documents;

/// <summary>The file of a multipart upload, on disk until it is disposed of: it is read several times, and never held in memory.</summary>
internal sealed partial class UploadFile : IAsyncDisposable
{
    private const int BufferSize = 64 * 1024;
    private readonly FileStream _stream;

    private UploadFile(FileStream stream) => _stream = stream;

    /// <summary>The file's bytes from their beginning, each time that they are asked for.</summary>
    public Stream Bytes
    {
        get
        {
            _stream.Position = 0;
            return _stream;
        }
    }

    /// <summary>Reads the part <c>file</c> of a multipart body, whose boundary is that of its Content-Type, or its first line.</summary>
    /// <exception cref="ApiException">400: there is no such part; 413: it is too large.</exception>
    public static async Task<UploadFile> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes + 64 * 1024L)
            throw TooLarge(maxBytes);
        var body = new FileStream(
            Path.GetTempFileName(),
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None,
            BufferSize,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        await using (body)
        {
            await CopyAsync(request.Body, body, maxBytes + 64 * 1024L, maxBytes, cancellationToken);
            body.Position = 0;
            var reader = new MultipartReader(Boundary(request, body), body, BufferSize);
            try
            {
                while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
                    if (NameOf(section) == "file")
                        return await StoreAsync(section.Body, maxBytes, cancellationToken);
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                throw DocumentErrors.Bad("the form cannot be read: " + e.Message);
            }
            throw DocumentErrors.Bad("send multipart/form-data with a part named file: the CSV");
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static async Task<UploadFile> StoreAsync(Stream from, int maxBytes, CancellationToken cancellationToken)
    {
        var stream = new FileStream(
            Path.GetTempFileName(),
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None,
            BufferSize,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        try
        {
            await CopyAsync(from, stream, maxBytes, maxBytes, cancellationToken);
            return new UploadFile(stream);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private static async Task CopyAsync(Stream from, Stream to, long most, int maxBytes, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferSize];
        for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            if ((most -= read) < 0)
                throw TooLarge(maxBytes);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private static ApiException TooLarge(int maxBytes) =>
        new(
            413,
            $"the file has more than {maxBytes} bytes, the most that is taken (MAX_DATASET_BYTES): split it, or ask for a higher limit"
        );

    // The newer frontend forgets to name the boundary; it is what the body begins with.
    private static string Boundary(HttpRequest request, FileStream body)
    {
        if (BoundaryField().Match(request.ContentType ?? "") is { Success: true } given)
            return given.Groups["boundary"].Value.Trim('"');
        Span<byte> start = stackalloc byte[256];
        int read = body.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        body.Position = 0;
        string line = Encoding.Latin1.GetString(start[..read]).Split('\n')[0].TrimEnd('\r');
        return line.StartsWith("--", StringComparison.Ordinal) && line.Length is > 2 and <= 72
            ? line[2..]
            : throw DocumentErrors.Bad("send multipart/form-data with a part named file: the body does not begin with a boundary");
    }

    private static string? NameOf(MultipartSection section) =>
        NameField().Match(section.ContentDisposition ?? "") is { Success: true } name ? name.Groups["name"].Value.Trim('"') : null;

    [GeneratedRegex("boundary=(?<boundary>\"[^\"]+\"|[^;\\s]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BoundaryField();

    // Not filename=, nor filename*=.
    [GeneratedRegex("(?:^|;)\\s*name=(?<name>\"[^\"]*\"|[^;\\s]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NameField();
}
