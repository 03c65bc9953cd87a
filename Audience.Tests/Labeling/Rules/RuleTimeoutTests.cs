using Audience.Labeling.Rules;

namespace Audience.Tests.Labeling.Rules;

/// <summary>An expression that takes too long on a text is left out for that text, and counted.</summary>
[Category("unit")]
public sealed class RuleTimeoutTests
{
    private const string Endless = @"(?=x)((?:x|xx)+)+\1\d";

    private static readonly string Text = new('x', 5000);

    // The time that an expression is given passes once for both tests.
    private readonly RuleModel _model = new([new("slow", ["x{3}y", Endless]), new("quick", ["x"])]);
    private IReadOnlyList<RuleTimeouts> _before = [];
    private string[] _found = [];

    [OneTimeSetUp]
    public void Match()
    {
        _before = _model.Timeouts;
        _found = Labels.Of(_model, Text);
    }

    [Test]
    public void It_is_left_out_and_counted()
    {
        Assert.That(_before, Is.Empty);
        Assert.That(_found, Is.EqualTo(["quick"]));
        Assert.That(_model.Timeouts, Is.EqualTo([new RuleTimeouts("slow", Endless, 1)]));
    }

    [Test]
    public void It_is_tried_on_the_next_text_again() => Assert.That(Labels.Of(_model, "xx1"), Is.EqualTo(["slow", "quick"]));

    [Test]
    public void It_fails_where_that_is_asked_for()
    {
        RuleModel model = new([new("slow", [Endless])], throwOnTimeout: true);
        Assert.That(
            () => Labels.Of(model, Text),
            Throws.TypeOf<RuleTimeoutException>().With.Message.Contains("slow").And.Message.Contains(Endless)
        );
    }
}
