namespace Audience.Data.Production;

/// <summary>What a panel of a source group came to, or a pair of them.</summary>
/// <param name="Panel">The panel.</param>
/// <param name="Other">Of a pair, the one whose name comes later; else empty.</param>
/// <param name="Authors">Authors who have it in the production table; of a pair, authors with label rows of both.</param>
/// <param name="Lost">Authors with label rows of it who lost it to a conflict; of a pair 0.</param>
public sealed record PanelFigures(string Panel, string Other, long Authors, long Lost);
