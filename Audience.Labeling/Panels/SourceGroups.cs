namespace Audience.Labeling.Panels;

/// <summary>Which source group, and so which result table, a source's posts go to: by exact s_id, else by the longest prefix, else <see cref="Other"/>.</summary>
public sealed class SourceGroups
{
    /// <summary>The group of sources that nothing maps.</summary>
    public const string Other = "other";

    /// <summary>The source that the contract shows, and the prefixes of the original.</summary>
    public const string Default = "WH_F0045=fbfans;WH_B*=blog;WH_N*=news";

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
}
