using Audience.Contracts.Models;
using Audience.Data.Datasets;
using Audience.Labeling.Prepared;
using Audience.Labeling.Scoring;

namespace Audience.ModelWorker.Evaluating.Insights;

/// <summary>Keeps, for each label, the mistakes of which the model was most certain.</summary>
/// <param name="model">The model.</param>
/// <param name="labels">All labels, those of the model first and in its order.</param>
internal sealed class CertainMistakes(PreparedModel model, IReadOnlyList<string> labels)
{
    private const int PerLabel = 100,
        MaxText = 2_000,
        MaxParts = 10;

    // The least certain first: it goes when a more certain one comes.
    private readonly PriorityQueue<ModelMistake, double>[] _kept = [.. labels.Select(_ => new PriorityQueue<ModelMistake, double>())];

    /// <summary>Adds what is wrong with a document, if anything.</summary>
    /// <param name="document">The document.</param>
    /// <param name="predicted">What the model says.</param>
    /// <param name="truth">The numbers of its labels.</param>
    /// <param name="given">The numbers of the predicted labels.</param>
    /// <param name="probabilities">By label of the model; null where it has none.</param>
    public void Add(
        LabelingDocument document,
        IReadOnlyList<string> predicted,
        IReadOnlyCollection<int> truth,
        IReadOnlyCollection<int> given,
        double[]? probabilities
    )
    {
        foreach (int label in truth.Union(given).Where(label => truth.Contains(label) != given.Contains(label)))
        {
            bool wrong = given.Contains(label);
            // The model knows nothing of a label that no document had when it was trained.
            double? probability =
                probabilities is null ? null
                : label < probabilities.Length ? probabilities[label]
                : 0;
            double certainty =
                probability is not { } p ? 0
                : wrong ? p
                : 1 - p;
            var kept = _kept[label];
            if (kept.Count == PerLabel)
            {
                kept.TryPeek(out _, out double least);
                if (certainty <= least)
                    continue;
                kept.Dequeue();
            }
            kept.Enqueue(Mistake(document, predicted, label, wrong, probability), certainty);
        }
    }

    /// <summary>By label, the most certain first.</summary>
    public IReadOnlyList<ModelMistake> ToList() =>
        [
            .. _kept
                .SelectMany(kept => kept.UnorderedItems.OrderByDescending(m => m.Priority).ThenBy(m => m.Element.DocumentId))
                .Select(m => m.Element),
        ];

    private ModelMistake Mistake(LabelingDocument document, IReadOnlyList<string> predicted, int label, bool wrong, double? probability) =>
        new()
        {
            DocumentId = document.Id,
            Text = document.Text.Length <= MaxText ? document.Text : document.Text[..MaxText],
            Labels = document.Labels,
            Predicted = predicted,
            Label = labels[label],
            Mistake = wrong ? "wrong" : "missed",
            Probability = probability,
            Parts = model.HasScores && label < model.Labels.Count ? [.. Parts(document.Text, label)] : [],
        };

    private IEnumerable<ScoredPart> Parts(string text, int label) => model.Parts(text, label, MaxParts).Select(part => Part(text, part));

    private static ScoredPart Part(string text, TextPart part) =>
        new()
        {
            Text = text.Substring(part.Start, part.Length),
            Span = [part.Start, part.Length],
            Added = part.Added,
        };
}
