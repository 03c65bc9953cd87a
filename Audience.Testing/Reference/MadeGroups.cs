using Audience.Samples;

namespace Audience.Testing.Reference;

/// <summary>Which source group made posts belong to: the first whose pattern is their source, or its beginning before a star.</summary>
public static class MadeGroups
{
    private static readonly (string Source, bool Begins, string Group)[] s_groups =
    [
        .. PostMaker.SourceGroups.Split(';').Select(p => p.Split('=')).Select(p => (p[0].TrimEnd('*'), p[0].EndsWith('*'), p[1])),
    ];

    /// <summary>The group of a source.</summary>
    /// <exception cref="InvalidOperationException">No made post has it.</exception>
    public static string Of(string source) =>
        Array.Find(s_groups, g => g.Begins ? source.StartsWith(g.Source, StringComparison.Ordinal) : source == g.Source).Group
        ?? throw new InvalidOperationException($"'{source}' is no source of made posts");
}
