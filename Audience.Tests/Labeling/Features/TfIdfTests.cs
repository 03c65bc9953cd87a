using Audience.Labeling.Features;

namespace Audience.Tests.Labeling.Features;

[Category("unit")]
public sealed class TfIdfTests
{
    [Test]
    public void Equals_a_computation_by_hand()
    {
        // Three texts: "a" in all, "b" in two, "c" in one. idf = ln((1 + 3) / (1 + df)) + 1.
        var features = TfIdf.Learn(["a a a b", "a b c", "a"], TokenSet.Words, 10, CancellationToken.None);
        double a = 1,
            b = Math.Log(4 / 3.0) + 1,
            c = Math.Log(4 / 2.0) + 1;
        Assert.That(features.Idf, Is.EqualTo([a, b, c]).Within(1e-6));

        TokenCounts counts = new(features.Vocabulary);
        counts.Count("B a, a; a d");
        var (tokens, values) = features.Vector(counts);
        double tf = (1 + Math.Log(3)) * a,
            length = Math.Sqrt(tf * tf + b * b);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tokens, Is.EqualTo([0, 1]));
            Assert.That(values, Is.EqualTo([tf / length, b / length]).Within(1e-6));
        }
    }

    [Test]
    public void Gives_nothing_for_a_text_of_unknown_tokens()
    {
        var features = TfIdf.Learn(["a", "b"], TokenSet.Words, 10, CancellationToken.None);
        TokenCounts counts = new(features.Vocabulary);
        counts.Count("a b");
        counts.Count("x y z");
        Assert.That(features.Vector(counts).Tokens, Is.Empty);
    }

    [Test]
    public void Stops_when_cancelled() =>
        Assert.That(
            () => TfIdf.Learn(["a"], TokenSet.Words, 10, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>()
        );
}
