using System.Runtime.InteropServices;

namespace Audience.Data.Production;

/// <summary>Numbers panels as they come, from 0.</summary>
public sealed class PanelNumbers
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>The panels, by their numbers.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The number of a panel.</summary>
    public int Of(string panel)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, panel, out bool known);
        if (known)
            return number;
        _names.Add(panel);
        return number = _names.Count - 1;
    }
}
