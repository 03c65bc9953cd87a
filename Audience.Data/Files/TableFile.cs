namespace Audience.Data.Files;

/// <summary>A file of rows, read block by block. Several threads may parse blocks, each with a parser of its own.</summary>
public abstract class TableFile : IAsyncDisposable
{
    /// <summary>Its name, for messages; <c>standard input</c> where it is that.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required FileFormat Format { get; init; }

    /// <summary>Between the cells of CSV.</summary>
    public byte Separator { get; init; } = (byte)',';

    /// <summary>Whether it begins with UTF-8's mark.</summary>
    public bool HasMark { get; init; }

    /// <summary>The names of its columns.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>How much of it was read, 0 to 1; null where its length is not known.</summary>
    public abstract double? Progress { get; }

    /// <summary>Reads the next block.</summary>
    /// <returns>False where there is none.</returns>
    /// <exception cref="FileException">It is broken.</exception>
    public abstract ValueTask<bool> ReadAsync(Block block, CancellationToken cancellationToken);

    /// <summary>A parser of its blocks.</summary>
    public RowParser CreateParser() =>
        Format switch
        {
            FileFormat.Csv => new CsvParser(Separator, Columns.Count),
            FileFormat.Tsv => new TsvParser(Columns.Count),
            FileFormat.JsonLines => new JsonLineParser(Columns),
            _ => new PackedParser(Columns.Count),
        };

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>Opens a file, and finds out what it is.</summary>
    /// <param name="path">The file, or <c>-</c> for standard input.</param>
    /// <param name="options">What is known about it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FileException">It cannot be used.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<TableFile> OpenAsync(string path, TableFileOptions options, CancellationToken cancellationToken)
    {
        bool isInput = path == "-";
        if (!isInput && !File.Exists(path))
            throw new FileException($"there is no file '{path}'");
        var file = isInput ? Console.OpenStandardInput() : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        try
        {
            return await FileOpener.OpenAsync(isInput ? "standard input" : path, file, isInput, options, cancellationToken);
        }
        catch (Exception e)
        {
            await file.DisposeAsync();
            if (e is InvalidDataException)
                throw new FileException($"{path} is broken: {e.Message}", e);
            throw;
        }
    }
}
