namespace Audience.Data.Audiences;

/// <summary>Gives each panel that is asked for a bit, so that an author's panels are a number.</summary>
public sealed class PanelBits
{
    /// <summary>How many panels may be asked for.</summary>
    public const int Max = 64;

    private readonly Dictionary<string, ulong> _bits = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _seen = new(StringComparer.Ordinal);

    /// <param name="panels">The panels, at most <see cref="Max"/> different ones.</param>
    /// <exception cref="ArgumentException">There are more.</exception>
    public PanelBits(IEnumerable<string> panels)
    {
        Panels = [.. panels.Distinct(StringComparer.Ordinal)];
        if (Panels.Count > Max)
            throw new ArgumentException($"{Panels.Count} panels: at most {Max} can be asked for at once", nameof(panels));
        for (int i = 0; i < Panels.Count; i++)
            _bits[Panels[i]] = 1UL << i;
    }

    /// <summary>The panels, in the order of their bits.</summary>
    public IReadOnlyList<string> Panels { get; }

    /// <summary>The panels that authors have, whether they were asked for or not.</summary>
    public IReadOnlyCollection<string> Seen => _seen;

    /// <summary>The panels of a number.</summary>
    public IReadOnlyList<string> Names(ulong mask) => [.. Panels.Where((_, i) => (mask >> i & 1) != 0)];

    /// <summary>Whether a number has a panel that was asked for.</summary>
    public bool Has(ulong mask, string panel) => (mask & _bits[panel]) != 0;

    /// <summary>The bit of a panel that an author has; 0 where nobody asks for it.</summary>
    internal ulong Of(string panel)
    {
        _seen.Add(panel);
        return _bits.GetValueOrDefault(panel);
    }
}
