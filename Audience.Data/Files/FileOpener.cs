using System.Text;

namespace Audience.Data.Files;

/// <summary>Finds out what a file is: packed or not, its format, encoding, separator and columns.</summary>
internal static class FileOpener
{
    internal static async Task<TableFile> OpenAsync(
        string name,
        Stream file,
        bool isInput,
        TableFileOptions options,
        CancellationToken cancellationToken
    )
    {
        var raw = new PeekStream(file);
        var start = await raw.PeekAsync(whole: !isInput, cancellationToken);
        var format = options.Format ?? (isInput ? null : FileFormats.OfName(name));
        CheckMagic(name, start.Span, options.Format, format);
        if (start.Span.StartsWith("PAR1"u8))
            return file.CanSeek
                ? await ParquetTable.OpenAsync(name, file, cancellationToken)
                : throw new FileException($"{name} is Parquet, which has to be read from its end: give it as a file");
        var text = raw;
        if (start.Span.StartsWith((byte[])[0x1F, 0x8B]))
        {
            text = new PeekStream(new GunzipStream(raw));
            start = await text.PeekAsync(whole: !isInput, cancellationToken);
        }
        else if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            throw new FileException($"{name} is not packed by gzip, as its name says");
        var encoding = options.Encoding is { } given ? TextEncodings.Parse(given) : TextEncodings.Of(start.Span, name);
        bool hasMark = encoding.CodePage == Encoding.UTF8.CodePage && start.Span.StartsWith(Encoding.UTF8.Preamble);
        if (encoding.CodePage != Encoding.UTF8.CodePage)
        {
            text = new PeekStream(Encoding.CreateTranscodingStream(text, encoding, new UTF8Encoding(false)));
            start = await text.PeekAsync(whole: !isInput, cancellationToken);
        }
        // The mark of UTF-8, or of UTF-16 made UTF-8.
        if (start.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            await text.ReadExactlyAsync(new byte[3], cancellationToken);
            start = start[3..];
        }
        bool isJson = start.Span.TrimStart(" \r\n\t"u8).StartsWith("{"u8);
        // Read as a table, an object would be a header, and the rows below it too short.
        if (isJson && options.Format is null && format is (FileFormat.Csv or FileFormat.Tsv) and { } named)
            throw new FileException(
                $"{name} begins with a JSON object: say --format jsonl, or --format {named.Name()} if it is what its name says"
            );
        format ??= isJson ? FileFormat.JsonLines : FileFormat.Csv;
        byte separator = options.Separator ?? Separators.Guess(start.Span);
        var reader = new BlockReader(
            text,
            name,
            full: !isInput,
            format == FileFormat.Csv ? bytes => CsvParser.RecordsEnd(bytes, separator) : bytes => bytes.LastIndexOf((byte)'\n') + 1
        );
        return await TextTable.OpenAsync(name, file, reader, (format.Value, separator, hasMark), options.NoHeader, cancellationToken);
    }

    private static void CheckMagic(string name, ReadOnlySpan<byte> start, FileFormat? told, FileFormat? format)
    {
        if (start.IsEmpty)
            throw new FileException($"{name} is empty");
        bool isParquet = start.StartsWith("PAR1"u8);
        if (isParquet && format is not null and not FileFormat.Parquet)
            throw new FileException(
                $"{name} is a Parquet file, not {format.Value.Name()} as "
                    + $"{(told is null ? "its name says: rename it, or say --format parquet" : "was said")}"
            );
        if (!isParquet && format == FileFormat.Parquet)
            throw new FileException($"{name} is no Parquet file: it does not begin with PAR1");
        if (start.StartsWith("PK\u0003\u0004"u8))
            throw new FileException($"{name} is a ZIP archive, as .xlsx and .ods are: save the table as CSV, or unpack it");
        if (start.StartsWith("SQLite format 3\0"u8))
            throw new FileException($"{name} is an SQLite database: export the table as CSV");
        if (start.StartsWith((byte[])[0x28, 0xB5, 0x2F, 0xFD]) || start.StartsWith("BZh"u8) || start.StartsWith((byte[])[0xFD, 0x37, 0x7A]))
            throw new FileException($"{name} is packed by zstd, bzip2 or xz: unpack it, or pipe it in (zstdcat FILE | … -)");
    }
}
