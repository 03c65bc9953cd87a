using Audience.Training;
using CsCheck;

namespace Audience.Tests.Training;

[Category("unit")]
public sealed class ThresholdsTests
{
    [Test]
    public void Lies_between_those_with_and_those_without() =>
        Assert.That(Thresholds.BestF1([(1, false), (2, false), (4, true), (5, true), (6, true)]), Is.EqualTo(3));

    [Test]
    public void Is_below_all_where_all_have_the_label() =>
        Assert.That(Thresholds.BestF1([(4, true), (5, true), (6, true)]), Is.LessThan(4));

    [Test]
    public void Is_not_chosen_by_too_few() => Assert.That(Thresholds.BestF1([(1, false), (4, true), (5, true)]), Is.Null);

    [Test]
    public void No_other_has_a_better_F1() =>
        Gen.Select(Gen.Int[0, 8], Gen.Bool)
            .Array[5, 30]
            .Sample(
                drawn =>
                {
                    var scored = drawn.Select(d => ((double)d.Item1, d.Item2)).ToArray();
                    if (Thresholds.BestF1(scored) is not { } threshold)
                        Assert.That(drawn.Count(d => d.Item2), Is.LessThan(3));
                    else
                        Assert.That(
                            F1(scored, threshold),
                            Is.EqualTo(Enumerable.Range(-1, 11).Max(t => F1(scored, t - 0.5))).Within(1e-12)
                        );
                },
                iter: 500,
                threads: 1
            );

    private static double F1((double Score, bool Has)[] scored, double threshold) =>
        2.0 * scored.Count(s => s.Has && s.Score > threshold) / (scored.Count(s => s.Has) + scored.Count(s => s.Score > threshold));
}
