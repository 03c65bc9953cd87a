namespace Audience.Labeling.Rules.Expressions;

/// <summary>
/// How many ways of matching a backtracking engine may have to try from one position of a text of n characters:
/// <c>Factor</c> × n to the power of <c>Degree</c>, at most.
/// </summary>
/// <param name="Factor">At least 1; <see cref="Unlimited"/> where the ways may grow faster than any power.</param>
/// <param name="Degree">How many parts of it repeat without limit.</param>
internal readonly record struct BacktrackingBound(long Factor, int Degree)
{
    private const long Unlimited = long.MaxValue;

    private static readonly BacktrackingBound One = new(1, 0);

    private static readonly BacktrackingBound None = new(Unlimited, 0);

    internal static BacktrackingBound Of(Node node) =>
        node switch
        {
            Literal or AnyOf or At => One,
            Row row => row.Parts.Aggregate(One, (all, part) => all.Times(Of(part))),
            Branch branch when BeginApart(branch.Alternatives) => branch.Alternatives.Select(Of).Aggregate((all, way) => all.Or(way)),
            Branch branch => branch.Alternatives.Select(Of).Aggregate((all, way) => all.Plus(way)),
            Group group => Of(group.Part),
            Repeat repeat => Of(repeat.Part).Repeated(repeat.Part.Width, repeat.Min, repeat.Max),
            // Looking around or back multiplies what is hard to bound.
            _ => None,
        };

    /// <summary>Whether all positions of a text of so many characters take at most so many steps.</summary>
    internal bool IsWithin(int length, long steps)
    {
        if (Factor == Unlimited)
            return false;
        Int128 all = (Int128)Factor * (length + 1);
        for (int i = 0; i < Degree && all <= steps; i++)
            all *= length + 1;
        return all <= steps;
    }

    private BacktrackingBound Times(BacktrackingBound other) => new(Product(Factor, other.Factor), Degree + other.Degree);

    private BacktrackingBound Plus(BacktrackingBound other) => new(Sum(Factor, other.Factor), Math.Max(Degree, other.Degree));

    private BacktrackingBound Or(BacktrackingBound other) => new(Math.Max(Factor, other.Factor), Math.Max(Degree, other.Degree));

    private BacktrackingBound Repeated(Width width, long min, long? max)
    {
        // Each further time is a choice of its own; where one time has several ways, they multiply with every time.
        if (this == One)
            return max is { } most ? new BacktrackingBound(Sum(most - min, 1), 0)
                : width.Min > 0 ? new BacktrackingBound(1, 1)
                : None;
        if (max is not { } times || times > 20)
            return None;
        BacktrackingBound all = One;
        for (long i = 0; i < times; i++)
            all = One.Plus(all.Times(this));
        return all;
    }

    /// <summary>Whether the next character alone tells which of the alternatives there may be.</summary>
    private static bool BeginApart(IReadOnlyList<Node> alternatives)
    {
        CodeSet all = CodeSet.Of(Array.Empty<int>());
        foreach (Node alternative in alternatives)
        {
            if (First(alternative) is not { } first || !all.Intersect(first).IsEmpty)
                return false;
            all = all.Union(first);
        }
        return true;
    }

    /// <summary>The characters that it may begin with; null where it may match none, or looks around.</summary>
    private static CodeSet? First(Node node) =>
        node switch
        {
            Literal literal => literal.Matched,
            AnyOf any => any.Matched,
            Group group => First(group.Part),
            Repeat { Min: > 0 } repeat => First(repeat.Part),
            Row { Parts: [var first, ..] } => First(first),
            Branch branch => branch
                .Alternatives.Select(First)
                .Aggregate((all, first) => all is null || first is null ? null : all.Union(first)),
            _ => null,
        };

    private static long Product(long a, long b) => a > Unlimited / b ? Unlimited : a * b;

    private static long Sum(long a, long b) => a > Unlimited - b ? Unlimited : a + b;
}
