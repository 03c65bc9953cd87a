using Audience.Labeling.Items;

namespace Audience.Labeling.RuleChecks;

/// <summary>A rule and where it was written.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Item">What it says.</param>
/// <param name="Where">What people find it by: a file with a line, or a label with a number.</param>
public sealed record PlacedRule(string Label, RuleItem Item, string Where);

/// <summary>What is wrong with a rule, or needless.</summary>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="Where">Where the rule was written.</param>
/// <param name="Message">What is wrong.</param>
public sealed record RuleFinding(FindingKind Kind, string Where, string Message);

/// <summary>What can be wrong with a rule.</summary>
public enum FindingKind
{
    /// <summary>It cannot be used.</summary>
    Error,

    /// <summary>It can be used, and probably means something else.</summary>
    Warning,

    /// <summary>Its label has the same rule before.</summary>
    Duplicate,

    /// <summary>Another rule of its label matches wherever it does.</summary>
    Useless,

    /// <summary>A label that excludes its own has the same keyword.</summary>
    Conflict,
}
