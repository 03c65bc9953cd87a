namespace Audience.Data.Posts;

/// <summary>A half-open range of post times, or of those the part that lies in a range of primary keys.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Keys">Null where the key does not matter.</param>
public readonly record struct PostRange(DateTime From, DateTime To, KeyRange? Keys = null)
{
    /// <summary>The part before a boundary.</summary>
    public PostRange Before(PostBoundary end) => this with { To = end.Time, Keys = Keys is { } keys ? keys with { To = end.Key } : null };

    /// <summary>The part after a boundary.</summary>
    public PostRange After(PostBoundary end) =>
        this with
        {
            From = end.Time,
            Keys = Keys is { } keys ? keys with { From = end.Key } : null,
        };
}

/// <summary>A half-open range of a table's primary key, by its first column as text.</summary>
/// <param name="From">Inclusive; null where it is open.</param>
/// <param name="To">Exclusive; null where it is open.</param>
public readonly record struct KeyRange(string? From, string? To);

/// <summary>Where a chunk ends and the next one begins.</summary>
/// <param name="Time">Later than where the chunk began.</param>
/// <param name="Key">Greater than where the chunk began; null where the chunk has no range of keys.</param>
public readonly record struct PostBoundary(DateTime Time, string? Key = null);
