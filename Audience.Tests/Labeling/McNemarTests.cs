using Audience.Labeling.Reports;

namespace Audience.Tests.Labeling;

/// <summary>Compared with binom_test of SciPy.</summary>
[Category("unit")]
internal sealed class McNemarTests
{
    [TestCase(0, 0, 1)]
    [TestCase(5, 0, 0.0625)]
    [TestCase(2, 10, 0.03857421875)]
    [TestCase(50, 50, 1)]
    public void The_tails_are_summed_exactly(long onlyA, long onlyB, double expected)
    {
        Assert.That(McNemar.PValue(onlyA, onlyB), Is.EqualTo(expected).Within(1e-9));
        Assert.That(McNemar.PValue(onlyB, onlyA), Is.EqualTo(expected).Within(1e-9));
    }

    [Test]
    public void Thousands_of_documents_are_no_overflow() => Assert.That(McNemar.PValue(5_000, 5_300), Is.InRange(0.001, 0.01));
}
