namespace Audience.Labeling.Rules.Expressions;

/// <summary>
/// What a backtracking engine may have to do from one position of a text, at most: how many ways of matching it has to try, and how many
/// characters it compares in all of them.
/// </summary>
internal readonly record struct BacktrackingBound(Growth Ways, Growth Steps)
{
    // With more times of several ways each, the ways are too many in any case.
    private const int MaxTimes = 20;

    private static readonly BacktrackingBound None = new(Growth.Unlimited, Growth.Unlimited);

    internal static BacktrackingBound Of(Node node) =>
        node switch
        {
            Literal or AnyOf or At => new BacktrackingBound(Growth.One, Growth.One),
            Row row => row.Parts.Aggregate(new BacktrackingBound(Growth.One, Growth.One), (all, part) => all.Then(Of(part))),
            Branch branch => Any([.. branch.Alternatives.Select(Of)], BeginApart(branch.Alternatives)),
            Group group => Of(group.Part),
            Repeat repeat => Of(repeat.Part).Repeated(repeat.Part.Width, repeat.Min, repeat.Max),
            // Looking around or back multiplies what is hard to bound.
            _ => None,
        };

    /// <summary>Whether all positions of a text of so many characters take at most so many steps.</summary>
    internal bool IsWithin(int length, long steps) => Steps.Times(Growth.Linear).IsWithin(length + 1, steps);

    // What follows is tried again after each way of what stands before it.
    private BacktrackingBound Then(BacktrackingBound next) => new(Ways.Times(next.Ways), Steps.Plus(Ways.Times(next.Steps)));

    private static BacktrackingBound Any(BacktrackingBound[] alternatives, bool apart) =>
        alternatives.Aggregate((all, next) => new(apart ? all.Ways.Or(next.Ways) : all.Ways.Plus(next.Ways), all.Steps.Plus(next.Steps)));

    private BacktrackingBound Repeated(Width width, long min, long? max)
    {
        // Where one time has one way, each further time is a choice of its own; where it has several, they multiply with every time.
        if (Ways == Growth.One)
            return max is { } most ? new(Growth.Of(most - min + 1), Steps.Times(Growth.Of(most + 1)))
                : width.Min > 0 ? new(Growth.Linear, Steps.Times(Growth.Linear))
                : None;
        if (max is not { } times || times > MaxTimes)
            return None;
        var all = new BacktrackingBound(Growth.One, Growth.One);
        for (long i = 0; i < times; i++)
            all = Any([new(Growth.One, Growth.One), Then(all)], apart: false);
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
}
