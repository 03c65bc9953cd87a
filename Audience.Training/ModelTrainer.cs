using Audience.Labeling.Prepared;
using Audience.Training.Forest;
using Audience.Training.Linear;
using Audience.Training.Terms;

namespace Audience.Training;

/// <summary>
/// Learns models from labelled documents. The same documents in the same order always give the same model, byte for byte.
/// </summary>
public static class ModelTrainer
{
    /// <summary>Learns a model; all cores are used, and a second at most passes between cancelling and the end.</summary>
    /// <param name="kind">A trainable kind.</param>
    /// <param name="set">What to learn from.</param>
    /// <param name="progress">Told the share of the work that is done, 0 to 1, rising; from any thread, one at a time.</param>
    /// <param name="cancellationToken">Ends the work, also within a fit.</param>
    /// <exception cref="TrainingException">Nothing can be learned from these documents.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static PreparedModel Train(ModelKind kind, TrainingSet set, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (!kind.IsTrainable() || kind == ModelKind.LabelVote)
            throw new ArgumentException($"a model of kind {kind} is not learned from texts", nameof(kind));
        var watch = new TrainingWatch(progress, cancellationToken);
        try
        {
            var documents = new Documents(set, cancellationToken);
            var model = kind switch
            {
                ModelKind.TermWeight => TermTrainer.Train(documents, watch),
                ModelKind.RandomForest => ForestTrainer.Train(documents, watch),
                _ => LinearTrainer.Train(kind, documents, watch),
            };
            watch.Finish();
            return model;
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is not OperationCanceledException)
        {
            // A trainer of ML.NET, or a parallel loop, has wrapped it.
            throw new OperationCanceledException("the training was cancelled", e, cancellationToken);
        }
    }
}
