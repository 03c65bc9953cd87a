using Audience.Client;

namespace Audience.Web.Comparisons;

/// <summary>What became of a panel, over all source groups.</summary>
/// <param name="Panel">Its name.</param>
/// <param name="Before">Its authors before.</param>
/// <param name="After">Its authors after.</param>
/// <param name="Gained">Authors that have it only after.</param>
/// <param name="Lost">Authors that have it only before.</param>
public sealed record PanelChange(string Panel, long Before, long After, long Gained, long Lost)
{
    /// <summary>Those of a comparison, what changed most first.</summary>
    public static IReadOnlyList<PanelChange> Of(ComparisonResult result) =>
        [
            .. result
                .Groups.SelectMany(g => g.Panels)
                .GroupBy(p => p.Panel)
                .Select(p => new PanelChange(p.Key, p.Sum(x => x.Before), p.Sum(x => x.After), p.Sum(x => x.Gained), p.Sum(x => x.Lost)))
                .OrderByDescending(p => p.Gained + p.Lost)
                .ThenBy(p => p.Panel, StringComparer.Ordinal),
        ];
}
