namespace Audience.Data.Files;

/// <summary>How a file holds rows.</summary>
public enum FileFormat
{
    /// <summary>Cells between separators, quoted where they have to be (RFC 4180).</summary>
    Csv,

    /// <summary>Cells between tabs, with backslashes for what cannot stand in them, as ClickHouse, MySQL and PostgreSQL write it.</summary>
    Tsv,

    /// <summary>A JSON object on each line.</summary>
    JsonLines,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}

/// <summary>The names of formats, and what file names say about them.</summary>
public static class FileFormats
{
    /// <summary>The names that <see cref="Parse"/> knows.</summary>
    public static readonly IReadOnlyList<string> Names = ["csv", "tsv", "jsonl", "parquet"];

    /// <summary>Its name.</summary>
    public static string Name(this FileFormat format) => Names[(int)format];

    /// <summary>The format of a name.</summary>
    /// <exception cref="FileException">There is none.</exception>
    public static FileFormat Parse(string name)
    {
        int found = Names.ToList().IndexOf(name);
        return found >= 0 ? (FileFormat)found : throw new FileException($"there is no format '{name}' (known: {string.Join(", ", Names)})");
    }

    /// <summary>What a file's name says; null where it says nothing. <c>.gz</c> behind it does not count.</summary>
    public static FileFormat? OfName(string path)
    {
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".CSV" => FileFormat.Csv,
            ".TSV" or ".TAB" => FileFormat.Tsv,
            ".JSONL" or ".NDJSON" or ".JSON" => FileFormat.JsonLines,
            ".PARQUET" => FileFormat.Parquet,
            _ => null,
        };
    }
}
