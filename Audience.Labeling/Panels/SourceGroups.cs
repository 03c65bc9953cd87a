namespace Audience.Labeling.Panels;

/// <summary>
/// Which source group, and so which result table, a source's posts go to: by exact s_id, else by the longest prefix, else
/// <see cref="Other"/>.
/// </summary>
public sealed class SourceGroups
{
    /// <summary>The group of sources that nothing maps.</summary>
    public const string Other = "other";

    /// <summary>Every source of the original (<c>SourceGroups.tsv</c>), and below them its prefixes.</summary>
    public static IReadOnlyDictionary<string, string> Default { get; } = ReadShipped();

    private readonly Dictionary<string, string> _exact = new(StringComparer.Ordinal);
    private readonly List<(string Prefix, string Group)> _prefixes = [];

    /// <param name="map">Group by s_id, or by prefix where the key ends in <c>*</c>.</param>
    public SourceGroups(IReadOnlyDictionary<string, string> map)
    {
        foreach (var (source, group) in map)
        {
            if (source.EndsWith('*'))
                _prefixes.Add((source[..^1], group));
            else
                _exact[source] = group;
        }
        _prefixes.Sort((a, b) => b.Prefix.Length.CompareTo(a.Prefix.Length));
    }

    /// <summary>The group of a source.</summary>
    public string Of(string source)
    {
        if (_exact.TryGetValue(source, out string? group))
            return group;
        foreach (var (prefix, prefixGroup) in _prefixes)
            if (source.StartsWith(prefix, StringComparison.Ordinal))
                return prefixGroup;
        return Other;
    }

    private static Dictionary<string, string> ReadShipped()
    {
        using var stream = typeof(SourceGroups).Assembly.GetManifestResourceStream("SourceGroups.tsv")!;
        using var reader = new StreamReader(stream);
        var groups = new Dictionary<string, string>(StringComparer.Ordinal) { ["WH_B*"] = "blog", ["WH_N*"] = "news" };
        while (reader.ReadLine() is { } line)
            if (line.Split('\t') is [var source, var group] && !line.StartsWith('#'))
                groups[source] = group;
        return groups;
    }
}
