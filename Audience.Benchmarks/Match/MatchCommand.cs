using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Audience.Labeling.Keywords;

namespace Audience.Benchmarks.Match;

/// <summary><c>match</c>: keyword matching against what else there is, by kind of text and number of keywords.</summary>
internal static class MatchCommand
{
    /// <summary>Hyperscan takes minutes to compile more.</summary>
    private const int MostForHyperscan = 20_000;

    /// <summary>How many keywords exceptions, folding and counting are compared with.</summary>
    private const int WithItems = 5_000;

    private static readonly TimeSpan AgreementTime = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, Func<MatchTexts>> s_texts = new()
    {
        ["chinese-posts"] = () => MatchTexts.ChinesePosts(),
        ["chinese-names"] = MatchTexts.ChineseNames,
        ["latin-names"] = MatchTexts.LatinNames,
        ["mixed"] = MatchTexts.Mixed,
    };

    internal static Command Create()
    {
        Option<bool> json = new("--json") { Description = "End with a line that holds the results as a JSON array." };
        Option<double> seconds = new("--seconds")
        {
            Description = "Seconds to run each engine on each kind of text.",
            DefaultValueFactory = _ => 1,
        };
        Option<string?> text = new("--text") { Description = "Only this kind of text." };
        text.AcceptOnlyFromAmong([.. s_texts.Keys]);
        Option<bool> items = new("--items") { Description = "Only what exceptions, folding and counting every rule cost." };
        Command command = new("match", "Compares KeywordModel with other ways to find keywords.") { json, seconds, text, items };
        command.SetAction(parsed =>
            Run(parsed.GetValue(json), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(text), parsed.GetValue(items))
        );
        return command;
    }

    private static int Run(bool json, TimeSpan time, string? only, bool items)
    {
        List<MatchResult> results = [];
        bool agree = true;
        Console.WriteLine($"{"text", -14} {"keywords", 8}  {"engine", -30} {"Mchar/s", 8} {"B/text", 7}");
        foreach (MatchTexts texts in s_texts.Where(kind => only is null || kind.Key == only).Select(kind => kind.Value()))
        {
            ItemComparison.Run(texts, Labels(texts, WithItems), time, results);
            foreach (int keywords in items ? [] : (int[])[50, 5_000, 100_000])
                agree &= Compare(texts, keywords, time, results);
        }
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(results));
        return agree ? 0 : 1;
    }

    private static bool Compare(MatchTexts texts, int keywords, TimeSpan time, List<MatchResult> results)
    {
        LabelKeywords[] labels = Labels(texts, keywords);
        Stopwatch building = Stopwatch.StartNew();
        KeywordModelEngine model = new(texts.Texts, labels);
        double built = building.Elapsed.TotalMilliseconds;
        List<MatchEngine> engines = [model, new SearchValuesEngine(texts.Texts, labels), new NaiveEngine(texts.Texts, labels)];
        if (!texts.AsciiCaseOnly || keywords > MostForHyperscan)
            Console.WriteLine(
                $"{texts.Name, -14} {keywords, 8}  Hyperscan left out: "
                    + $"{(texts.AsciiCaseOnly ? "it takes minutes to compile these" : "it ignores the case of ASCII only")}"
            );
        else if (HyperscanEngine.TryCreate(texts.Texts, labels) is { } hyperscan)
            engines.Add(hyperscan);
        else
            Console.WriteLine(
                $"{texts.Name, -14} {keywords, 8}  Hyperscan left out: {HyperscanEngine.Library} is not installed (Debian: libhyperscan5)"
            );

        bool agree = engines.Skip(1).All(engine => Agrees(engine, model, texts.Texts.Length));
        Speed[] speeds = Rounds.Run(
            [.. engines.Select(engine => (Action<int>)(text => engine.Labels(text)))],
            [.. texts.Texts.Select(text => text.Length)],
            time
        );
        foreach ((MatchEngine engine, Speed speed) in engines.Zip(speeds))
        {
            results.Add(
                new MatchResult(
                    texts.Name,
                    keywords,
                    engine.Name,
                    Math.Round(speed.MCharsPerSecond, 2),
                    Math.Round(speed.AllocatedBytesPerText, 2)
                )
            );
            Console.WriteLine(
                $"{texts.Name, -14} {keywords, 8}  {engine.Name, -30} {speed.MCharsPerSecond, 8:F1} {speed.AllocatedBytesPerText, 7:F1}"
            );
        }
        int labelled = Enumerable.Range(0, texts.Texts.Length).Count(text => model.Labels(text) != 0);
        Console.WriteLine(
            $"{texts.Name, -14} {keywords, 8}  built in {built:F0} ms; {100.0 * labelled / texts.Texts.Length:F1}% of texts labelled"
        );
        return agree;
    }

    private static LabelKeywords[] Labels(MatchTexts texts, int keywords)
    {
        Random random = new(keywords);
        HashSet<string> drawn = new(StringComparer.OrdinalIgnoreCase);
        while (drawn.Count < keywords)
            drawn.Add(texts.Keyword(random));
        return
        [
            .. drawn
                .Select(text => new Keyword(text, KeywordMatchType.Partially))
                .Chunk(keywords / 2)
                .Zip(["male", "female"], (half, label) => new LabelKeywords(label, half)),
        ];
    }

    private static bool Agrees(MatchEngine engine, MatchEngine model, int texts)
    {
        Stopwatch checking = Stopwatch.StartNew();
        for (int text = 0; text < texts && checking.Elapsed < AgreementTime; text++)
        {
            if (engine.Labels(text) == model.Labels(text))
                continue;
            Console.WriteLine($"{engine.Name} and {model.Name} disagree on text {text}");
            return false;
        }
        return true;
    }
}
