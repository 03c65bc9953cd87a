namespace Audience.Training.Calibrating;

/// <summary>
/// The curve of one label's probability over its evidence, 1 / (1 + exp(-(scale · evidence + offset))): Platt's, with the smoothed targets
/// and the damped Newton steps of Lin, Lin and Weng (2007).
/// </summary>
internal static class PlattCurve
{
    private const int MaxSteps = 100;
    private const double Ridge = 1e-12,
        Enough = 1e-6,
        SmallestStep = 1e-10;

    /// <summary>The curve that fits best.</summary>
    /// <param name="documents">The evidence, finite, and whether the document has the label.</param>
    public static (double Scale, double Offset) Fit(IReadOnlyList<(double Evidence, bool Has)> documents)
    {
        double with = documents.Count(d => d.Has),
            without = documents.Count - with;
        double high = (with + 1) / (with + 2),
            low = 1 / (without + 2);
        double scale = 0,
            offset = Math.Log((with + 1) / (without + 1));
        double loss = Loss(scale, offset);
        for (int step = 0; step < MaxSteps; step++)
        {
            double ss = Ridge,
                oo = Ridge,
                so = 0,
                gs = 0,
                go = 0;
            foreach (var (evidence, has) in documents)
            {
                double p = Probability(scale * evidence + offset),
                    curvature = p * (1 - p),
                    wrong = p - (has ? high : low);
                ss += evidence * evidence * curvature;
                so += evidence * curvature;
                oo += curvature;
                gs += evidence * wrong;
                go += wrong;
            }
            if (Math.Abs(gs) < Enough && Math.Abs(go) < Enough)
                break;
            double determinant = ss * oo - so * so,
                towardsScale = -(oo * gs - so * go) / determinant,
                towardsOffset = -(ss * go - so * gs) / determinant,
                slope = gs * towardsScale + go * towardsOffset,
                length = 1;
            for (; length >= SmallestStep; length /= 2)
            {
                double there = Loss(scale + length * towardsScale, offset + length * towardsOffset);
                if (!(there < loss + 1e-4 * length * slope))
                    continue;
                (scale, offset, loss) = (scale + length * towardsScale, offset + length * towardsOffset, there);
                break;
            }
            if (length < SmallestStep)
                break;
        }
        return (scale, offset);

        double Loss(double s, double o)
        {
            double sum = 0;
            foreach (var (evidence, has) in documents)
            {
                double x = s * evidence + o,
                    target = has ? high : low;
                // log(1 + exp(x)) - target · x, without overflow.
                sum += Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))) - target * x;
            }
            return sum;
        }
    }

    private static double Probability(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));
}
