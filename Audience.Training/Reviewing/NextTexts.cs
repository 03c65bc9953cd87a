using Audience.Labeling.Prepared;

namespace Audience.Training.Reviewing;

/// <summary>
/// Chooses the texts whose labels would teach a model most (active learning): those that a model of the documents labelled so far is
/// least sure of, and of these some that are unlike each other.
/// </summary>
public static class NextTexts
{
    // So many times as many as are wanted are compared with each other.
    private const int Considered = 10,
        MostConsidered = 4_000;

    // Choosing takes a moment, beside learning.
    private const double LearningShare = 0.8;

    /// <summary>Chooses some of the texts, the most telling first.</summary>
    /// <param name="labelled">The documents that have their labels.</param>
    /// <param name="texts">The texts to choose from; such as are labelled already, and repeated ones, are left out.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="progress">Told the share of the work that is done, 0 to 1, rising.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static IReadOnlyList<NextText> Choose(
        TrainingSet labelled,
        IReadOnlyList<string> texts,
        int count,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(labelled);
        ArgumentNullException.ThrowIfNull(texts);
        var model = TryLearn(labelled, progress, cancellationToken);
        HashSet<string> known = new(labelled.Documents.Select(document => Normal(document.Text)), StringComparer.Ordinal) { "" };
        var judged = new List<NextText>();
        for (int text = 0; text < texts.Count; text++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (known.Add(Normal(texts[text])))
                judged.Add(Judge(model, texts[text], text));
        }
        progress?.Report(LearningShare + (1 - LearningShare) / 2);
        // Those of the same uncertainty come in the order of the texts, which is one by chance.
        List<NextText> considered =
        [
            .. judged.OrderByDescending(text => text.Uncertainty).Take(Math.Clamp(count * Considered, count, MostConsidered)),
        ];
        return Unlike.Choose(considered, texts, count, cancellationToken);
    }

    // Few documents, or such of one label, teach nothing: then any text does.
    private static PreparedModel? TryLearn(TrainingSet labelled, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        try
        {
            return ModelTrainer.Train(ModelKind.LogisticRegression, labelled, new Part(progress), cancellationToken);
        }
        catch (TrainingException)
        {
            return null;
        }
    }

    private static NextText Judge(PreparedModel? model, string text, int place)
    {
        if (model?.Probabilities(text) is not { } probabilities)
            return new NextText(place, 1, []);
        double[] ordered = [.. probabilities.OrderDescending()];
        double uncertainty =
            model.MultiLabel ? probabilities.Max(probability => 1 - Math.Abs(2 * probability - 1))
            : ordered.Length > 1 ? 1 - (ordered[0] - ordered[1])
            : 0;
        return new NextText(place, Math.Clamp(uncertainty, 0, 1), probabilities);
    }

    private static string Normal(string text) => text.Trim();

    private sealed class Part(IProgress<double>? whole) : IProgress<double>
    {
        public void Report(double value) => whole?.Report(LearningShare * value);
    }
}
