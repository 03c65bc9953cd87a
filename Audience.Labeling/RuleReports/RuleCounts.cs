namespace Audience.Labeling.RuleReports;

/// <summary>What a rule did. Rows of several chunks add up.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Rule">Its number in the list of the label, from 1.</param>
/// <param name="Posts">Posts that it matches.</param>
/// <param name="Only">Of these, posts that no other rule of its label matches.</param>
/// <param name="Conflicts">Of these, posts that also got another label of the same conflict group.</param>
public readonly record struct RuleCounts(string Label, int Rule, long Posts, long Only, long Conflicts);

/// <param name="Label">A label.</param>
/// <param name="Posts">Posts that got it.</param>
public readonly record struct LabelCounts(string Label, long Posts);

/// <param name="First">A label.</param>
/// <param name="Second">One that comes later in the model.</param>
/// <param name="Posts">Posts that got both.</param>
public readonly record struct PairCounts(string First, string Second, long Posts);
