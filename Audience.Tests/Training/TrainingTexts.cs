using Audience.Labeling.Prepared;
using Audience.Training;

namespace Audience.Tests.Training;

/// <summary>Made posts about a few subjects, in Chinese and English: words of the subject among words that say nothing.</summary>
internal static class TrainingTexts
{
    internal static readonly string[] Subjects = ["美食", "運動", "旅行"];

    private static readonly string[][] Words =
    [
        ["好吃", "餐廳", "牛肉麵", "甜點", "delicious", "restaurant", "菜單", "咖啡"],
        ["球賽", "跑步", "教練", "冠軍", "football", "score", "健身", "隊友"],
        ["機票", "飯店", "海邊", "行李", "flight", "hotel", "護照", "風景"],
    ];

    private static readonly string[] Fillers =
    [
        "今天",
        "我",
        "覺得",
        "真的",
        "the",
        "today",
        "一個",
        "就是",
        "很",
        "and",
        "大家",
        "😀",
        "，",
        "!",
    ];

    /// <summary>Posts with one label each, the same on every run.</summary>
    internal static TrainingSet SingleLabel(int posts) => new(Subjects, false, Make(posts, random => [random.Next(3)]));

    /// <summary>Posts with no, one or more labels.</summary>
    internal static TrainingSet MultiLabel(int posts) =>
        new(Subjects, true, Make(posts, random => [.. Enumerable.Range(0, 3).Where(_ => random.Next(2) == 0)]));

    private static LabeledText[] Make(int posts, Func<Random, int[]> draw)
    {
        Random random = new(posts);
        return
        [
            .. Enumerable
                .Range(0, posts)
                .Select(_ =>
                {
                    int[] labels = draw(random);
                    var words = Enumerable
                        .Range(0, 8)
                        .Select(_ => Pick(Fillers, random))
                        .Concat(labels.SelectMany(label => new[] { Pick(Words[label], random), Pick(Words[label], random) }))
                        .ToArray();
                    random.Shuffle(words);
                    return new LabeledText(
                        string.Join(random.Next(2) == 0 ? " " : "。", words),
                        [.. labels.Select(label => Subjects[label])]
                    );
                }),
        ];
    }

    private static string Pick(string[] words, Random random) => words[random.Next(words.Length)];
}
