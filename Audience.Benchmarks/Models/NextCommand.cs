using System.CommandLine;
using System.Text.Json;
using Audience.Labeling.Prepared;
using Audience.Labeling.Reports;
using Audience.Training;
using Audience.Training.Reviewing;

namespace Audience.Benchmarks.Models;

/// <summary>
/// <c>next</c>: how many documents have to be labelled for a model that is nearly as good as one of all of them, where the next ones are
/// chosen, and where they are drawn by lot.
/// </summary>
internal static class NextCommand
{
    private const double Nearly = 0.95;

    internal static Command Create()
    {
        Option<DirectoryInfo?> data = new("--data") { Description = "A directory with train.tsv and test.tsv, as for models." };
        Option<int> batch = new("--batch") { Description = "Documents that are labelled at a time.", DefaultValueFactory = _ => 100 };
        Option<int> most = new("--most") { Description = "Documents at most.", DefaultValueFactory = _ => 2_000 };
        Option<string[]> corpora = ModelsCommand.CorpusOption();
        Option<bool> json = new("--json") { Description = "End with a line that holds the results as a JSON array." };
        Command command = new("next", "Compares chosen documents with documents drawn by lot.") { data, corpora, batch, most, json };
        command.SetAction(parsed =>
            Run(
                ModelsCommand.Chosen(parsed.GetValue(data), parsed.GetValue(corpora)),
                parsed.GetValue(batch),
                parsed.GetValue(most),
                parsed.GetValue(json)
            )
        );
        return command;
    }

    private static int Run(IEnumerable<Corpus> corpora, int batch, int most, bool json)
    {
        List<object> results = [];
        foreach (Corpus corpus in corpora)
        {
            double all = F1(corpus, corpus.Train);
            Console.WriteLine($"{corpus.Name}: macro-F1 {all:F4} with all {corpus.Train.Length} documents");
            int? chosen = Needed(corpus, true, Nearly * all, batch, most),
                drawn = Needed(corpus, false, Nearly * all, batch, most);
            Console.WriteLine($"  {Nearly:P0} of it with {Shown(chosen)} chosen ones, with {Shown(drawn)} drawn by lot");
            results.Add(
                new
                {
                    corpus = corpus.Name,
                    all,
                    chosen,
                    drawn,
                }
            );
        }
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(results));
        return 0;

        string Shown(int? documents) => documents?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? $"more than {most}";
    }

    private static int? Needed(Corpus corpus, bool chosen, double aim, int batch, int most)
    {
        var random = new Random(1);
        LabeledText[] pool = [.. corpus.Train];
        random.Shuffle(pool);
        List<LabeledText> labelled = [.. pool.Take(batch)];
        List<LabeledText> left = [.. pool.Skip(batch)];
        while (true)
        {
            double f1 = F1(corpus, labelled);
            Console.WriteLine($"    {(chosen ? "chosen" : "by lot")} {labelled.Count, 5}: {f1:F4}");
            if (f1 >= aim)
                return labelled.Count;
            if (labelled.Count >= most || left.Count == 0)
                return null;
            int[] next = chosen
                ?
                [
                    .. NextTexts
                        .Choose(
                            new TrainingSet(corpus.Labels, false, labelled),
                            [.. left.Select(document => document.Text)],
                            batch,
                            null,
                            CancellationToken.None
                        )
                        .Select(text => text.Text),
                ]
                : [.. Enumerable.Range(0, Math.Min(batch, left.Count))];
            labelled.AddRange(next.Select(document => left[document]));
            foreach (int document in next.OrderDescending())
                left.RemoveAt(document);
        }
    }

    private static double F1(Corpus corpus, IReadOnlyList<LabeledText> documents)
    {
        PreparedModel model = ModelTrainer.Train(
            ModelKind.LogisticRegression,
            new TrainingSet(corpus.Labels, false, documents),
            null,
            CancellationToken.None
        );
        return new ClassificationReport(
            corpus.Labels,
            false,
            [.. corpus.Test.Select(text => (text.Labels, model.Predict(text.Text)))]
        ).MacroF1;
    }
}
