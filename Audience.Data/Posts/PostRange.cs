namespace Audience.Data.Posts;

/// <summary>A half-open range of post times.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
public readonly record struct PostRange(DateTime From, DateTime To);
