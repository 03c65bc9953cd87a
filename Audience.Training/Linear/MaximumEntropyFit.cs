using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Audience.Training.Linear;

/// <summary>Logistic regression over several classes, one of which each document has (multinomial, by L-BFGS).</summary>
internal static class MaximumEntropyFit
{
    // About as many passes as a fit takes, for the progress.
    private const double Passes = 30;

    /// <param name="data">The documents.</param>
    /// <param name="l2">How much large weights cost.</param>
    /// <param name="done">Told the share that is done.</param>
    /// <param name="cancellationToken">Ends the fit.</param>
    public static LinearWeights Fit(FitData data, float l2, Action<double> done, CancellationToken cancellationToken)
    {
        var (model, labels) = Model(data, l2, done, cancellationToken);
        var weights = LinearWeights.None(data);
        VBuffer<float>[]? ofClasses = null;
        model.Model.GetWeights(ref ofClasses, out int classes);
        float[] biases = [.. model.Model.GetBiases()];
        for (int i = 0; i < classes; i++)
            weights.Put(labels[i], ofClasses[i].DenseValues().ToArray(), biases[i]);
        return weights;
    }

    /// <summary>The model as ML.NET has it, and the label of each of its classes.</summary>
    internal static (MulticlassPredictionTransformer<MaximumEntropyModelParameters> Model, int[] Labels) Model(
        FitData data,
        float l2,
        Action<double> done,
        CancellationToken cancellationToken
    )
    {
        int[] labels = [.. data.Truth.Select(t => t[0]).Distinct().Order()];
        int[] classOf = new int[data.Labels];
        for (int i = 0; i < labels.Length; i++)
            classOf[labels[i]] = i;
        int passes = 0;
        var context = new MLContext(FitRows.Seed);
        var rows = FitRows.OfClasses(
            context,
            data,
            classOf,
            labels.Length,
            () => done(1 - Math.Exp(-passes++ / Passes)),
            cancellationToken
        );
        // On one thread it reads the documents for each pass; on several it would copy them and could not be stopped.
        var trainer = context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
            new LbfgsMaximumEntropyMulticlassTrainer.Options
            {
                L1Regularization = 0,
                L2Regularization = l2,
                NumberOfThreads = 1,
                OptimizationTolerance = 1e-5f,
            }
        );
        return (trainer.Fit(rows), labels);
    }
}
