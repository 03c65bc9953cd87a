namespace Audience.Labeling.Rules;

/// <summary>An expression that took too long on some texts.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Expression">As the pattern gave it.</param>
/// <param name="Timeouts">How many texts it was left out for, above 0.</param>
public sealed record RuleTimeouts(string Label, string Expression, long Timeouts);
