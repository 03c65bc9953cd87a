namespace Audience.Web.Audiences;

/// <summary>What an author's panels must be like; an audience is those who meet all conditions.</summary>
/// <param name="Kind">any, all or none of the panels.</param>
/// <param name="Panels">The panels, with their slash.</param>
public sealed record AudienceCondition(string Kind, IReadOnlyList<string> Panels)
{
    /// <summary>The kinds that there are.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["any", "all", "none"];

    /// <summary>One that asks for nothing.</summary>
    public static AudienceCondition Empty { get; } = new("any", []);
}
