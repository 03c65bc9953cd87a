namespace Audience.Data.Tasks;

/// <summary>What a label did.</summary>
public sealed class LabelFigures
{
    /// <summary>Posts that got it.</summary>
    public long Posts { get; set; }

    /// <summary>Of these, by source group.</summary>
    public SortedDictionary<string, long> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>Of these, by day.</summary>
    public SortedDictionary<DateOnly, long> Days { get; } = [];

    /// <summary>What its rules did, by their number from 1; those that matched something.</summary>
    public SortedDictionary<int, RuleFigures> Rules { get; } = [];
}

/// <param name="Posts">Posts that a rule matches.</param>
/// <param name="Only">Of these, posts that no other rule of its label matches.</param>
/// <param name="Conflicts">Of these, posts that also got another label of the same conflict group.</param>
public readonly record struct RuleFigures(long Posts, long Only, long Conflicts)
{
    /// <summary>The sum.</summary>
    public static RuleFigures operator +(RuleFigures left, RuleFigures right) =>
        new(left.Posts + right.Posts, left.Only + right.Only, left.Conflicts + right.Conflicts);

    /// <summary>The sum.</summary>
    public static RuleFigures Add(RuleFigures left, RuleFigures right) => left + right;
}
