namespace Audience.Data.Production;

/// <summary>Panels that exclude each other: an author is at most one of each conflict group.</summary>
public sealed class ConflictGroups
{
    private readonly Dictionary<string, int> _groupOfPanel = new(StringComparer.Ordinal);

    /// <param name="groups">Panels by conflict group name: <c>GENDER</c> → <c>/male</c>, <c>/female</c>.</param>
    /// <exception cref="ArgumentException">A panel is in two conflict groups.</exception>
    public ConflictGroups(IReadOnlyDictionary<string, IReadOnlyList<string>> groups)
    {
        Groups = groups;
        int number = 0;
        foreach (var (name, panels) in groups.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            foreach (string panel in panels)
                if (!_groupOfPanel.TryAdd(panel, number))
                    throw new ArgumentException(
                        $"CONFLICT_GROUPS: panel {panel} of {name} is in another conflict group too",
                        nameof(groups)
                    );
            number++;
        }
    }

    /// <summary>Panels by conflict group name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Groups { get; }

    /// <summary>The number of the panel's conflict group, or -1 where it has none.</summary>
    public int Of(string panel) => _groupOfPanel.GetValueOrDefault(panel, -1);
}
