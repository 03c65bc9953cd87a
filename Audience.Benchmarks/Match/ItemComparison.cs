using Audience.Labeling.Folding;
using Audience.Labeling.Items;
using Audience.Labeling.Keywords;
using Audience.Labeling.Matching;

namespace Audience.Benchmarks.Match;

/// <summary>What exceptions, folding and counting every rule cost, against the plain keywords of the contract.</summary>
internal static class ItemComparison
{
    private const TextFolds Folds = TextFolds.Width | TextFolds.Chinese | TextFolds.Invisible;

    /// <summary>One keyword in so many has exceptions.</summary>
    private const int WithExceptions = 10;

    internal static void Run(MatchTexts texts, LabelKeywords[] keywords, TimeSpan time, List<MatchResult> results)
    {
        LabelItems[] plain = Items(keywords, exceptionsEvery: int.MaxValue);
        MatchEngine[] engines =
        [
            new KeywordModelEngine(texts.Texts, keywords),
            new ItemEngine("the same as items", texts.Texts, new KeywordRuleModel(plain)),
            new ItemEngine("a tenth with exceptions", texts.Texts, new KeywordRuleModel(Items(keywords, WithExceptions))),
            new ItemEngine("width, chinese, invisible", texts.Texts, new KeywordRuleModel(plain, Folds)),
            new ReportEngine("every rule counted", texts.Texts, new KeywordRuleModel(plain)),
        ];
        Speed[] speeds = Rounds.Run(
            [.. engines.Select(engine => (Action<int>)(text => engine.Labels(text)))],
            [.. texts.Texts.Select(text => text.Length)],
            time
        );
        int count = keywords.Sum(label => label.Keywords.Count);
        foreach ((MatchEngine engine, Speed speed) in engines.Zip(speeds))
        {
            results.Add(
                new MatchResult(
                    texts.Name,
                    count,
                    engine.Name,
                    Math.Round(speed.MCharsPerSecond, 2),
                    Math.Round(speed.AllocatedBytesPerText, 2)
                )
            );
            Console.WriteLine(
                $"{texts.Name, -14} {count, 8}  {engine.Name, -30} {speed.MCharsPerSecond, 8:F1} "
                    + $"{speed.AllocatedBytesPerText, 7:F1}  {speed.MCharsPerSecond / speeds[0].MCharsPerSecond:F2} x"
            );
        }
    }

    private static LabelItems[] Items(LabelKeywords[] keywords, int exceptionsEvery) =>
        [
            .. keywords.Select(label => new LabelItems(
                label.Label,
                [
                    .. label.Keywords.Select(
                        (keyword, i) =>
                            new RuleItem(
                                i % exceptionsEvery == exceptionsEvery - 1
                                    ? new ItemTerm(keyword.Text, [keyword.Match], [keyword.Text + "的", "小" + keyword.Text])
                                    : new ItemTerm(keyword.Text, keyword.Match)
                            )
                    ),
                ]
            )),
        ];
}
