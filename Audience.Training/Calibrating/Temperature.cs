namespace Audience.Training.Calibrating;

/// <summary>
/// One scale for all scores of a model that gives each text exactly one label (Guo, Pleiss, Sun, Weinberger 2017). Targets are smoothed as
/// Platt's are: that few documents were all labelled right does not make the model infallible.
/// </summary>
internal static class Temperature
{
    private const int Steps = 50;
    private const double Golden = 0.6180339887498949;

    // Natural logarithms of the scales that are looked among.
    private const double Smallest = -6,
        Largest = 6;

    /// <summary>
    /// The scale under which the true labels are the most probable: the loss has one minimum, which golden sections find.
    /// </summary>
    /// <param name="documents">The number of each document's label, and the evidence for each label.</param>
    public static double Fit(IReadOnlyList<(int Truth, double[] Evidence)> documents)
    {
        var (low, high) = (Smallest, Largest);
        double left = high - Golden * (high - low),
            right = low + Golden * (high - low);
        double atLeft = Loss(documents, left),
            atRight = Loss(documents, right);
        for (int step = 0; step < Steps; step++)
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - Golden * (high - low);
                atLeft = Loss(documents, left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + Golden * (high - low);
                atRight = Loss(documents, right);
            }
        return Math.Exp((low + high) / 2);
    }

    private static double Loss(IReadOnlyList<(int Truth, double[] Evidence)> documents, double logScale)
    {
        double scale = Math.Exp(logScale),
            doubt = 1.0 / (documents.Count + 2),
            loss = 0;
        foreach (var (truth, evidence) in documents)
        {
            double largest = evidence.Max() * scale,
                sum = 0;
            foreach (double one in evidence)
                sum += Math.Exp(one * scale - largest);
            // A label that the model never gives would be infinitely wrong; it says nothing about the scale.
            if (double.IsFinite(evidence[truth]))
                loss += largest + Math.Log(sum) - Target(truth, evidence, doubt) * scale;
        }
        return loss;
    }

    /// <summary>What the evidence is expected to be: that of the true label, with some doubt that of the others.</summary>
    public static double Target(int truth, double[] evidence, double doubt)
    {
        double others = 0;
        int given = 0;
        for (int label = 0; label < evidence.Length; label++)
        {
            if (label == truth || !double.IsFinite(evidence[label]))
                continue;
            others += evidence[label];
            given++;
        }
        return given == 0 ? evidence[truth] : (1 - doubt) * evidence[truth] + doubt * others / given;
    }
}
