using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Audience.Labeling.Prepared;
using Audience.Training;
using Audience.Training.Reviewing;

namespace Audience.Benchmarks.Models;

/// <summary><c>suspects</c>: how many labels that were changed on purpose are found again, where as many are looked through.</summary>
internal static class SuspectsCommand
{
    // One label in so many is changed.
    private const int Every = 10;

    internal static Command Create()
    {
        Option<DirectoryInfo?> data = new("--data") { Description = "A directory with train.tsv and test.tsv, as for models." };
        Option<int> seed = new("--seed") { Description = "Chooses what is changed.", DefaultValueFactory = _ => 1 };
        Option<string[]> corpora = ModelsCommand.CorpusOption();
        Option<bool> json = new("--json") { Description = "End with a line that holds the results as a JSON array." };
        Command command = new("suspects", "Finds labels that were changed on purpose.") { data, corpora, seed, json };
        command.SetAction(parsed =>
            Run(ModelsCommand.Chosen(parsed.GetValue(data), parsed.GetValue(corpora)), parsed.GetValue(seed), parsed.GetValue(json))
        );
        return command;
    }

    private static int Run(IEnumerable<Corpus> corpora, int seed, bool json)
    {
        List<object> results = [];
        foreach (Corpus corpus in corpora)
        {
            var random = new Random(seed);
            var documents = corpus.Train.ToArray();
            HashSet<int> flipped = [.. Enumerable.Range(0, documents.Length).OrderBy(_ => random.Next()).Take(documents.Length / Every)];
            foreach (int document in flipped)
                documents[document] = documents[document] with { Labels = [Other(corpus, documents[document], random)] };
            Stopwatch watch = Stopwatch.StartNew();
            var doubts = LabelDoubts.Find(new TrainingSet(corpus.Labels, false, documents), null, CancellationToken.None);
            double seconds = watch.Elapsed.TotalSeconds;
            double found = (double)doubts.Take(flipped.Count).Count(doubt => flipped.Contains(doubt.Document)) / flipped.Count;
            Console.WriteLine(
                $"{corpus.Name}: {documents.Length} texts, {corpus.Labels.Length} labels: of the first {flipped.Count}, "
                    + $"{found:P1} are changed ones; {seconds:F1} s"
            );
            results.Add(
                new
                {
                    corpus = corpus.Name,
                    texts = documents.Length,
                    found,
                    seconds,
                }
            );
        }
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(results));
        return 0;
    }

    private static string Other(Corpus corpus, LabeledText document, Random random)
    {
        string[] others = [.. corpus.Labels.Except(document.Labels)];
        return others[random.Next(others.Length)];
    }
}
