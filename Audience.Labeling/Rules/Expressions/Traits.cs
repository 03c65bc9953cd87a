namespace Audience.Labeling.Rules.Expressions;

/// <summary>What an expression holds, as far as it decides how it is written for .NET.</summary>
internal sealed class Traits
{
    private readonly Dictionary<int, Node> _groups = [];
    private readonly Dictionary<int, CodeSet> _captured = [];
    private readonly List<BackReference> _references = [];
    private readonly List<CodeSet> _sets = [];
    private bool _asciiBoundary;

    /// <summary>Emoji and whatever else beyond U+FFFF is neither letter nor digit.</summary>
    internal static readonly CodeSet Symbols = CodeSet.Of(0x10000, CodeSet.Last).Except(PythonCharacters.Word);

    /// <summary>Letters beyond ASCII that are one with ASCII letters: İ, ı, ſ and the sign for Kelvin.</summary>
    internal static readonly CodeSet OddLetters = CodeSet.Of(new[] { 0x130, 0x131, 0x17F, 0x212A });

    private static readonly CodeSet Ascii = CodeSet.Of(0, 127);

    internal Traits(Node expression)
    {
        Visit(expression);
        bool couldSplit = expression.Width.Min == 0 && (Backtracks || HasBoundary);
        SkipsOddLetters = _sets.Any(set => !WithoutOddLetters(set).Equal(set));
        IgnoresSymbols = !couldSplit && _sets.All(set => set.Intersect(Symbols).IsEmpty);
        BackReference[] cased = [.. _references.Where(reference => !Captured(reference.Number).Intersect(PythonCharacters.Cased).IsEmpty)];
        if (cased.All(reference => reference.By == PythonCase.Exact))
            return;
        Lowering = cased.Max(reference => reference.By);
        if (cased.Any(reference => reference.By != Lowering) || _sets.Any(set => !Equivalents.WithLowerIn(set, Lowering).Equal(set)))
            throw new ExpressionException("compares letters with a group in two ways, by (?a:…) or (?-i:…), which is not taken");
    }

    /// <summary>Groups that something refers to; the others need not be captured.</summary>
    internal HashSet<int> Referenced { get; } = [];

    /// <summary>Whether an automaton cannot search it, whatever is made of \b and \B.</summary>
    internal bool Backtracks { get; private set; }

    internal bool HasBoundary { get; private set; }

    /// <summary>Whether it matches no symbol beyond U+FFFF, so that texts with such symbols are as good as without.</summary>
    internal bool IgnoresSymbols { get; }

    /// <summary>Whether .NET's own \b and \B can be written where letters, digits and signs are what they are to Python.</summary>
    internal bool HasNativeBoundary => HasBoundary && !_asciiBoundary && !Backtracks;

    /// <summary>
    /// How the text has to be lowered before it is searched: back-references compare letters by their lower case, which .NET's do
    /// otherwise. Exact for not at all.
    /// </summary>
    internal PythonCase Lowering { get; }

    /// <summary>
    /// Whether it is written without <see cref="OddLetters"/> for texts that have none: ASCII alone is searched much faster.
    /// </summary>
    internal bool SkipsOddLetters { get; }

    internal static CodeSet WithoutOddLetters(CodeSet set)
    {
        CodeSet others = set.Except(OddLetters);
        return !others.IsEmpty && Ascii.Includes(others) ? others : set;
    }

    private CodeSet Captured(int group)
    {
        if (_captured.TryGetValue(group, out CodeSet? known))
            return known;
        return _captured[group] = _groups.TryGetValue(group, out Node? node) ? Held(node) : CodeSet.Of(Array.Empty<int>());
    }

    private CodeSet Held(Node node) =>
        node switch
        {
            Literal literal => literal.Matched,
            AnyOf any => any.Matched,
            BackReference reference => Captured(reference.Number),
            _ => Parts(node).Aggregate(CodeSet.Of(Array.Empty<int>()), (all, part) => all.Union(Held(part))),
        };

    private void Visit(Node node)
    {
        switch (node)
        {
            case Literal literal:
                _sets.Add(literal.Matched);
                break;
            case AnyOf any:
                _sets.Add(any.Matched);
                break;
            case Group { Number: { } number }:
                _groups.Add(number, node);
                break;
            case At { Place: Place.Boundary or Place.NoBoundary } at:
                HasBoundary = true;
                _asciiBoundary |= at.Ascii;
                break;
            case BackReference reference:
                _references.Add(reference);
                Referenced.Add(reference.Number);
                break;
            case Conditional conditional:
                Referenced.Add(conditional.Number);
                break;
        }
        Backtracks |= node is Look or Atomic or BackReference or Conditional or Repeat { Greed: Greed.Possessive };
        foreach (Node part in Parts(node))
            Visit(part);
    }

    internal static IEnumerable<Node> Parts(Node node) =>
        node switch
        {
            Row row => row.Parts,
            Branch branch => branch.Alternatives,
            Repeat repeat => [repeat.Part],
            Group group => [group.Part],
            Atomic atomic => [atomic.Part],
            Look look => [look.Part],
            Conditional { No: { } no } conditional => [conditional.Yes, no],
            Conditional conditional => [conditional.Yes],
            _ => [],
        };
}
