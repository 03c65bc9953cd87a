namespace Audience.Data.Files;

/// <summary>What is known about a file; what is not said is found out.</summary>
public sealed record TableFileOptions
{
    /// <summary>Its format.</summary>
    public FileFormat? Format { get; init; }

    /// <summary>A name that <see cref="TextEncodings.Parse"/> knows.</summary>
    public string? Encoding { get; init; }

    /// <summary>Between the cells of CSV.</summary>
    public byte? Separator { get; init; }

    /// <summary>Whether its first line is a row; columns are then called c1, c2 …</summary>
    public bool NoHeader { get; init; }
}
