namespace Audience.Samples;

/// <summary>A made-up post, as a source table has it.</summary>
public sealed record MadePost(string Id, string? SourceId, string AreaId, string? Author, string Title, string? Content, DateTime PostTime);
