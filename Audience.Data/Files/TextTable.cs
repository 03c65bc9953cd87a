using System.Text;
using System.Text.Json;

namespace Audience.Data.Files;

/// <summary>A file of CSV, TSV or JSON lines.</summary>
internal sealed class TextTable(Stream file, BlockReader reader, Block first) : TableFile
{
    private const int LinesForColumns = 1000;
    private Block? _first = first;

    public override double? Progress => file.CanSeek && file.Length > 0 ? (double)file.Position / file.Length : null;

    public override async ValueTask<bool> ReadAsync(Block block, CancellationToken cancellationToken)
    {
        if (_first is not { } first)
            return await ReadAsync(reader, Name, block, cancellationToken);
        _first = null;
        block.Clear();
        if (block.Bytes.Length < first.Length)
            block.Grow(first.Length);
        first.Bytes.AsSpan(0, first.Length).CopyTo(block.Bytes);
        (block.Length, block.FirstLine) = (first.Length, first.FirstLine);
        return true;
    }

    public override ValueTask DisposeAsync() => file.DisposeAsync();

    internal static async Task<TableFile> OpenAsync(
        string name,
        Stream file,
        BlockReader reader,
        (FileFormat Format, byte Separator, bool HasMark) found,
        bool noHeader,
        CancellationToken cancellationToken
    )
    {
        var block = new Block();
        if (!await ReadAsync(reader, name, block, cancellationToken))
            throw new FileException($"{name} is empty");
        IReadOnlyList<string> columns =
            found.Format == FileFormat.JsonLines ? JsonColumns(name, block) : CellColumns(found, block, noHeader);
        if (columns.GroupBy(column => column, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new FileException($"{name} has two columns '{twice.Key}'");
        return new TextTable(file, reader, block)
        {
            Name = name,
            Format = found.Format,
            Separator = found.Separator,
            HasMark = found.HasMark,
            Columns = columns,
        };
    }

    private static async ValueTask<bool> ReadAsync(BlockReader reader, string name, Block block, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(block, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new FileException($"{name} is broken: {e.Message}", e);
        }
    }

    private static string[] CellColumns((FileFormat Format, byte Separator, bool HasMark) found, Block block, bool noHeader)
    {
        RowParser parser = found.Format == FileFormat.Csv ? new CsvParser(found.Separator, -1) : new TsvParser(-1);
        parser.Start(block);
        if (!parser.Next())
            return ["c1"];
        if (noHeader)
            return [.. Enumerable.Range(1, parser.Count).Select(number => $"c{number}")];
        string[] columns = [.. Enumerable.Range(0, parser.Count).Select(i => Encoding.UTF8.GetString(parser[i]).Trim())];
        // The rows begin behind it.
        bool hasRow = parser.Next();
        int header = hasRow ? parser.RowStart : block.Length;
        long line = hasRow ? parser.Line : block.FirstLine;
        block.Bytes.AsSpan(header, block.Length - header).CopyTo(block.Bytes);
        (block.Length, block.FirstLine) = (block.Length - header, line);
        return columns;
    }

    // Those of the first lines, in the order in which they come.
    private static List<string> JsonColumns(string name, Block block)
    {
        List<string> columns = [];
        var known = new HashSet<string>(StringComparer.Ordinal);
        var parser = new TsvParser(-1);
        parser.Start(block);
        for (int line = 1; line <= LinesForColumns && parser.Next(); line++)
        {
            if (parser.Raw.Trim(" \t"u8).IsEmpty)
                continue;
            try
            {
                using var json = JsonDocument.Parse(parser.Raw.ToArray());
                foreach (var field in json.RootElement.EnumerateObject())
                    if (known.Add(field.Name))
                        columns.Add(field.Name);
            }
            catch (Exception e) when (columns.Count == 0 && e is JsonException or InvalidOperationException)
            {
                throw new FileException($"{name}, line {parser.Line}: not a JSON object, of which each line is to hold one", e);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // Counted where its row is read.
            }
        }
        return columns;
    }
}
