namespace Audience.Data.Tasks;

/// <summary>Which tasks to list; what is null does not count.</summary>
public sealed record TaskFilter
{
    /// <summary>Their state.</summary>
    public string? Stat { get; init; }

    /// <summary>The kind of model that they label with.</summary>
    public string? ModelType { get; init; }

    /// <summary>Created at or after.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Created before.</summary>
    public DateTime? Before { get; init; }

    /// <summary>Listed after this task.</summary>
    public string? After { get; init; }

    /// <summary>The beginning of the id, or a part of the table's name or the definition, in any case.</summary>
    public string? Search { get; init; }

    /// <summary>For LIKE: text that is no part of an id finds none.</summary>
    public string? IdPrefix => Search is { } text && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() + "%" : "-";

    /// <summary>As texts are kept to be searched.</summary>
    public string? Folded => Search?.ToUpperInvariant();
}
