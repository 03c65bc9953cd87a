using System.Diagnostics;
using Audience.Labeling.Prepared;
using Audience.Training;

namespace Audience.Tests.Training;

/// <summary>A training ends soon after it was cancelled, wherever it is, also in the middle of a fit.</summary>
[Category("unit")]
public sealed class TrainingAbortTests
{
    [Test]
    public void Ends_soon_after_it_was_cancelled(
        [Values(ModelKind.TermWeight, ModelKind.RandomForest, ModelKind.Svm, ModelKind.LogisticRegression)] ModelKind kind,
        [Values] bool multiLabel,
        [Values(0.02, 0.6)] double at
    )
    {
        using CancellationTokenSource cancellationToken = new();
        var set = multiLabel ? TrainingTexts.MultiLabel(400) : TrainingTexts.SingleLabel(400);
        long cancelled = 0;
        Listener listener = new(done =>
        {
            if (done < at || cancelled != 0)
                return;
            cancelled = Stopwatch.GetTimestamp();
            // From another thread, as an abort comes.
            Task.Run(cancellationToken.Cancel).Wait();
        });
        Assert.That(
            () => ModelTrainer.Train(kind, set, listener, cancellationToken.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
        Assert.That(Stopwatch.GetElapsedTime(cancelled), Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public void Does_not_begin_when_cancelled_before(
        [Values(ModelKind.TermWeight, ModelKind.RandomForest, ModelKind.Svm, ModelKind.LogisticRegression)] ModelKind kind
    ) =>
        Assert.That(
            () => ModelTrainer.Train(kind, TrainingTexts.SingleLabel(100), null, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>()
        );
}
