using Audience.Labeling.Rules.Expressions;

namespace Audience.Tests.Labeling.Rules;

/// <summary>Which expressions the backtracking engine may be given, by the length of the text.</summary>
[Category("unit")]
public sealed class BacktrackingBoundTests
{
    private const long Steps = 1_000_000;

    [TestCase("老公.{0,5}老婆", 1_000)]
    [TestCase("(?:老公|先生)+[!！]?天", 100)]
    [TestCase("(老公|老婆|先生)娘", 1_000)]
    [TestCase(@"娘\d{1,3}\b", 1_000)]
    [TestCase("a{100}b", 100)]
    public void What_has_few_ways_to_match_is_within(string expression, int length) =>
        Assert.That(Of(expression).IsWithin(length, Steps), Is.True);

    [TestCase("(?:a|ab)+c", 10)]
    [TestCase("(a+)+b", 10)]
    [TestCase("(?:a?){40}b", 10)]
    [TestCase("(?:a*)*b", 10)]
    [TestCase("a*b*c*d", 100)]
    [TestCase("(?=a)b", 10)]
    [TestCase(@"(a)\1", 10)]
    // One way, and as many characters at each position.
    [TestCase("a{50000}b", 1_000)]
    [TestCase("(?:a{500}){2}b", 1_000)]
    [TestCase("a+b", 1_000)]
    public void What_has_many_or_long_ones_is_not(string expression, int length) =>
        Assert.That(Of(expression).IsWithin(length, Steps), Is.False);

    private static BacktrackingBound Of(string expression) => BacktrackingBound.Of(PythonParser.Parse(expression));
}
