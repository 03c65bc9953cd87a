using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Audience.Training.Linear;

/// <summary>Fits that look at one label at a time: does a document have it or not? The labels are fitted side by side, each on one thread.</summary>
internal static class LabelFits
{
    private const double LogisticPasses = 30;
    private const int PerceptronPasses = 20;

    /// <summary>Logistic regression by L-BFGS.</summary>
    /// <param name="data">The documents.</param>
    /// <param name="l2">How much large weights cost.</param>
    /// <param name="done">Told the share that is done.</param>
    /// <param name="cancellationToken">Ends the fit.</param>
    public static LinearWeights Logistic(FitData data, float l2, Action<double> done, CancellationToken cancellationToken) =>
        Fit(
            data,
            done,
            (label, pass) => LogisticModel(data, label, l2, pass, cancellationToken).Model.SubModel,
            passes => 1 - Math.Exp(-passes / LogisticPasses),
            cancellationToken
        );

    /// <summary>The averaged perceptron with a margin.</summary>
    /// <param name="data">The documents.</param>
    /// <param name="rate">How far a document on the wrong side moves the weights.</param>
    /// <param name="done">Told the share that is done.</param>
    /// <param name="cancellationToken">Ends the fit.</param>
    public static LinearWeights Perceptron(FitData data, float rate, Action<double> done, CancellationToken cancellationToken) =>
        Fit(
            data,
            done,
            (label, pass) => PerceptronModel(data, label, rate, pass, cancellationToken).Model,
            passes => (double)passes / PerceptronPasses,
            cancellationToken
        );

    internal static BinaryPredictionTransformer<Microsoft.ML.Calibrators.CalibratedModelParametersBase<
        LinearBinaryModelParameters,
        Microsoft.ML.Calibrators.PlattCalibrator
    >> LogisticModel(FitData data, int label, float l2, Action pass, CancellationToken cancellationToken)
    {
        var context = new MLContext(FitRows.Seed);
        return context
            .BinaryClassification.Trainers.LbfgsLogisticRegression(
                new LbfgsLogisticRegressionBinaryTrainer.Options
                {
                    L1Regularization = 0,
                    L2Regularization = l2,
                    NumberOfThreads = 1,
                    OptimizationTolerance = 1e-5f,
                }
            )
            .Fit(FitRows.OfLabel(context, data, label, pass, cancellationToken));
    }

    internal static BinaryPredictionTransformer<LinearBinaryModelParameters> PerceptronModel(
        FitData data,
        int label,
        float rate,
        Action pass,
        CancellationToken cancellationToken
    )
    {
        var context = new MLContext(FitRows.Seed);
        return context
            .BinaryClassification.Trainers.AveragedPerceptron(
                new AveragedPerceptronTrainer.Options { NumberOfIterations = PerceptronPasses, LearningRate = rate }
            )
            .Fit(FitRows.OfLabel(context, data, label, pass, cancellationToken));
    }

    private static LinearWeights Fit(
        FitData data,
        Action<double> done,
        Func<int, Action, LinearModelParameters> fit,
        Func<int, double> share,
        CancellationToken cancellationToken
    )
    {
        var weights = LinearWeights.None(data);
        double[] shares = new double[data.Labels];
        Parallel.For(
            0,
            data.Labels,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            label =>
            {
                int having = data.Truth.Count(t => t.Contains(label));
                if (having == data.Rows.Length)
                    weights.Bias[label] = 1;
                else if (having > 0)
                {
                    int passes = 0;
                    var learned = fit(label, () => Tell(label, share(passes++)));
                    weights.Put(label, learned.Weights, learned.Bias);
                }
                Tell(label, 1);
            }
        );
        return weights;

        void Tell(int label, double reached)
        {
            shares[label] = reached;
            done(shares.Average());
        }
    }
}
