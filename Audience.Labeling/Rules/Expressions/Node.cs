namespace Audience.Labeling.Rules.Expressions;

/// <summary>A part of an expression, as Python's re reads it.</summary>
/// <param name="Width">How many characters it matches.</param>
internal abstract record Node(Width Width);

/// <summary>One character of the expression.</summary>
internal sealed record Literal(int Character, PythonCase By) : Node(Width.One)
{
    internal CodeSet Matched => CodeSet.Of(Equivalents.Of(Character, By));
}

/// <summary>A class, a dot or an escape such as \d.</summary>
internal sealed record AnyOf(CodeSet Matched) : Node(Width.One)
{
    /// <summary>What stands in the class, where it is not negated: alternatives of single characters are read as one class.</summary>
    internal ClassItems? Items { get; init; }

    internal PythonCase By { get; init; }
}

/// <summary>Parts in a row.</summary>
internal sealed record Row(IReadOnlyList<Node> Parts) : Node(Width.Sum(Parts));

/// <summary>Alternatives, tried in this order.</summary>
internal sealed record Branch(IReadOnlyList<Node> Alternatives) : Node(Width.Widest(Alternatives));

/// <summary>How a part is repeated.</summary>
internal enum Greed
{
    Greedy,
    Lazy,

    /// <summary>What it took, it keeps.</summary>
    Possessive,
}

/// <summary>A part several times; without <c>Max</c>, any number of times.</summary>
internal sealed record Repeat(Node Part, long Min, long? Max, Greed Greed) : Node(Part.Width.Times(Min, Max));

/// <summary>A group; without <c>Number</c> it captures nothing, and where <c>Flagged</c> it changes flags.</summary>
internal sealed record Group(Node Part, int? Number, bool Flagged) : Node(Part.Width);

internal sealed record Atomic(Node Part) : Node(Part.Width);

internal sealed record Look(Node Part, bool Ahead, bool Negative) : Node(Width.None);

/// <summary>A place in the text.</summary>
internal enum Place
{
    Start,
    LineStart,

    /// <summary>The end, or before a line break that ends the text.</summary>
    End,
    LineEnd,
    VeryEnd,
    Boundary,
    NoBoundary,
}

/// <summary>A place, and whether only ASCII letters make words there.</summary>
internal sealed record At(Place Place, bool Ascii) : Node(Width.None);

internal sealed record BackReference(int Number, PythonCase By, Width Width) : Node(Width);

internal sealed record Conditional(int Number, Node Yes, Node? No)
    : Node(No is null ? Yes.Width with { Min = 0 } : Width.Widest([Yes, No]));
