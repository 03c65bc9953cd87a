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
            Description = "A directory with train.tsv and test.tsv, lines of label, tab, text, instead of texts that are fetched.",
        };
        Option<string[]> corpora = CorpusOption();
        Option<int> draws = new("--draws")
        {
            Description = "How often the texts to learn from are drawn, 1 to 100; with more than one, a table of means ends the run.",
            DefaultValueFactory = _ => 1,
        };
        draws.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100)
                result.AddError("--draws is a number from 1 to 100");
            if (result.GetValueOrDefault<int>() > 1 && result.GetValue(data) is not null)
                result.AddError("--draws draws from texts that are fetched: --data says itself which are learned from");
        });
        Option<bool> alone = new("--alone") { Description = "Leave out scikit-learn and fastText, which take minutes." };
        Option<bool> json = new("--json") { Description = "End with a line that holds the results as a JSON array." };
        Command command = new("models", "Compares learned models with scikit-learn's and fastText's.")
        {
            data,
            corpora,
            draws,
            alone,
            json,
        };
        command.SetAction(parsed =>
            Run(
                Enumerable
                    .Range(0, parsed.GetValue(draws))
                    .SelectMany(draw => Chosen(parsed.GetValue(data), parsed.GetValue(corpora), draw)),
                parsed.GetValue(alone),
                parsed.GetValue(json)
            )
        );
        return command;
    }

    /// <summary>Which of the texts that are fetched are wanted.</summary>
    internal static Option<string[]> CorpusOption()
    {
        Option<string[]> option = new("--corpus")
        {
            Description = $"Only these texts: {string.Join(", ", Corpora.Keys)}.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        option.AcceptOnlyFromAmong(Corpora.Keys);
        return option;
    }

    /// <summary>The texts that are asked for.</summary>
    internal static IEnumerable<Corpus> Chosen(DirectoryInfo? data, string[]? corpora, int draw = 0) =>
        data is null ? Corpora.Fetch(corpora ?? [], draw) : [Corpus.Read(data.FullName)];

    private static int Run(IEnumerable<Corpus> corpora, bool alone, bool json)
    {
        List<object> results = [];
        foreach (Corpus corpus in corpora)
        {
            Console.WriteLine(
                $"{corpus.Name}: {corpus.Train.Length} texts to learn from, {corpus.Test.Length} to judge by, "
                    + $"{corpus.Labels.Length} labels, "
                    + $"texts {corpus.Fingerprint}"
            );
            Rivals? rivals = alone ? null : SklearnModels.TryRun(corpus);
            if (rivals is null && !alone)
                Console.WriteLine("scikit-learn left out: there is no python3 with sklearn (Debian: apt-get install python3-sklearn)");
            string[] posts = Posts(corpus);
            Console.WriteLine("                           macro-F1  exact  scikit-learn   training   posts/s   calibration error   size");
            double best = 0;
            foreach ((ModelKind kind, string estimator) in Kinds)
            {
                ModelResult result = Measure(corpus, kind, rivals?.PlainF1(estimator), posts);
                Console.WriteLine(
                    $"{result.ModelType, -25} {result.F1, 9:F4} {result.Exact, 6:F3} {(result.F1Sklearn is { } f1 ? $"{f1:F4}" : "-"), 13} "
                        + $"{result.Seconds, 8:F1} s {result.PostsPerSecond, 9:F0} {result.CalibrationError, 19:F3} "
                        + $"{result.Bytes / 1e6, 6:F1} MB"
                );
                results.Add(result);
                best = Math.Max(best, result.F1);
            }
            if (rivals is not null)
                Show(rivals.Strong, best);
            if (rivals is not null)
                results.Add(new { corpus = corpus.Name, rivals = rivals.Strong });
        }
        ShowMeans(results.OfType<ModelResult>());
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(results));
        return results.Count > 0 ? 0 : 1;
    }

    private static void Show(Dictionary<string, Rival> rivals, double best)
    {
        foreach (var (name, rival) in rivals)
            Console.WriteLine($"  {name, -32} {rival.F1:F4} {rival.Seconds, 23:F1} s");
        Console.WriteLine($"  best of ours against the best of these: {best - rivals.Values.Max(rival => rival.F1):+0.0000;-0.0000}");
    }

    private static void ShowMeans(IEnumerable<ModelResult> measured)
    {
        foreach (var draws in measured.GroupBy(result => (result.Corpus, result.ModelType)).Where(draws => draws.Count() > 1))
            Console.WriteLine(
                $"mean of {draws.Count()} draws: {draws.Key.Corpus}, {draws.Key.ModelType}: macro-F1 {draws.Average(d => d.F1):F4} "
                    + $"({draws.Min(d => d.F1):F4} to {draws.Max(d => d.F1):F4}), exact {draws.Average(d => d.Exact):F3}, "
                    + $"calibration error {draws.Average(d => d.CalibrationError):F3}"
            );
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
            (double)corpus.Test.Count(text => model.Predict(text.Text).SequenceEqual(text.Labels)) / corpus.Test.Length,
            sklearn,
            seconds,
            speed.MCharsPerSecond * 1e6 / posts.Average(post => post.Length),
            CalibrationError(model, corpus),
            model.ToBytes().Length
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

    // Names and titles as they are; longer texts cut into texts as long as posts are.
    private static string[] Posts(Corpus corpus)
    {
        if (corpus.Test.Average(text => text.Text.Length) < PostLength)
            return [.. corpus.Test.Select(text => text.Text)];
        string text = string.Join('\n', corpus.Test.Select(t => t.Text));
        return
        [
            .. Enumerable
                .Range(0, Math.Clamp(text.Length / PostLength, 1, 20_000))
                .Select(i => text.Substring(i * PostLength, Math.Min(PostLength, text.Length))),
        ];
    }
}
