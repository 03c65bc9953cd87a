namespace Audience.Training.Votes;

/// <summary>
/// What the votes for one label are worth, found without knowing who has it: how often each model is right, and how many texts have the
/// label, are chosen so that the votes are as likely as can be (expectation maximization; Dawid and Skene 1979, with a rate for texts that
/// have the label and one for those that have not). Where there are few texts, models are taken to be right more often than not.
/// </summary>
/// <param name="Silent">The logarithm of the odds that a text has the label when no model gives it.</param>
/// <param name="Added">By model: what is added to that when it gives the label; never negative.</param>
/// <param name="IsGiven">Whether any model gives the label to any text.</param>
internal sealed record Agreement(double Silent, double[] Added, bool IsGiven)
{
    private const int MaxRounds = 200;
    private const double Settled = 1e-7;

    // What is believed before a text is seen, in texts: of four that have the label a model finds three; of ten that have it not, it
    // gives it to one.
    private const double Found = 3,
        Missed = 1,
        Wrong = 1,
        Right = 9;

    /// <summary>Weighs the votes.</summary>
    /// <param name="votes">By text, then model: whether it gives the label.</param>
    public static Agreement Of(IReadOnlyList<bool[]> votes)
    {
        // Of many texts few patterns of votes are different.
        var patterns = votes
            .GroupBy(vote => string.Concat(vote.Select(given => given ? '1' : '0')), StringComparer.Ordinal)
            .OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => (Votes: same.First(), Texts: (double)same.Count()))
            .ToArray();
        if (!patterns.Any(pattern => pattern.Votes.Contains(true)))
            return new Agreement(double.NegativeInfinity, new double[votes.Count == 0 ? 0 : votes[0].Length], false);
        int models = patterns[0].Votes.Length;
        double texts = patterns.Sum(pattern => pattern.Texts);
        // At first a text has the label as far as models give it.
        double[] having = [.. patterns.Select(pattern => (double)pattern.Votes.Count(given => given) / models)];
        for (int round = 0; ; round++)
        {
            var rates = Rates();
            double[] next = [.. patterns.Select(pattern => 1 / (1 + Math.Exp(-rates.Odds(pattern.Votes))))];
            double moved = next.Zip(having, (a, b) => Math.Abs(a - b)).Max();
            having = next;
            if (moved < Settled || round == MaxRounds)
                return new Agreement(rates.Silent, rates.Added, true);
        }

        Agreement Rates()
        {
            double with = having.Zip(patterns, (has, pattern) => has * pattern.Texts).Sum(),
                silent = Math.Log((with + 1) / (texts - with + 1));
            double[] added = new double[models];
            for (int model = 0; model < models; model++)
            {
                double both = having.Zip(patterns, (has, pattern) => pattern.Votes[model] ? has * pattern.Texts : 0).Sum(),
                    given = patterns.Sum(pattern => pattern.Votes[model] ? pattern.Texts : 0),
                    hit = (both + Found) / (with + Found + Missed),
                    error = (given - both + Wrong) / (texts - with + Wrong + Right);
                // Whoever gives a label more often to texts that have it not knows nothing of it.
                if (hit <= error)
                    continue;
                silent += Math.Log((1 - hit) / (1 - error));
                added[model] = Math.Log(hit / error) - Math.Log((1 - hit) / (1 - error));
            }
            return new Agreement(silent, added, true);
        }
    }

    private double Odds(bool[] votes) => Silent + votes.Zip(Added, (given, added) => given ? added : 0).Sum();
}
