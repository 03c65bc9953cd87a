namespace Audience.Labeling.RuleReports;

/// <summary>What is counted of a rule, while it is counted.</summary>
internal struct RuleTallies
{
    internal long Posts;
    internal long Only;
    internal long Conflicts;

    internal void Add(RuleTallies other)
    {
        Posts += other.Posts;
        Only += other.Only;
        Conflicts += other.Conflicts;
    }
}
