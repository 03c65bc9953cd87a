namespace Audience.Tests.ModelWorker;

/// <summary>Documents that can be told apart by their words, with words in common: seeded, Chinese and Latin.</summary>
internal static class MadeDocuments
{
    /// <summary>The labels.</summary>
    public static readonly string[] Labels = ["貸款", "抽獎", "sports"];

    private static readonly string[][] s_words =
    [
        ["利率", "銀行", "額度", "還款", "loan", "信用"],
        ["留言", "分享", "獎品", "公布", "winner", "贈送"],
        ["比賽", "球員", "教練", "score", "match", "籃球"],
    ];

    private static readonly string[] s_common = ["今天", "大家", "我們", "什麼", "really", "天氣", "朋友", "一起", "the", "問題"];

    /// <summary>Documents with exactly one label each.</summary>
    public static IEnumerable<(string? Text, string[] Labels)> Single(int count, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            int label = random.Next(Labels.Length);
            yield return (Text(random, [label]), [Labels[label]]);
        }
    }

    /// <summary>Documents with none to two labels each.</summary>
    public static IEnumerable<(string? Text, string[] Labels)> Multi(int count, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            int[] labels = [.. Enumerable.Range(0, Labels.Length).OrderBy(_ => random.Next()).Take(random.Next(3)).Order()];
            yield return (Text(random, labels), [.. labels.Select(l => Labels[l])]);
        }
    }

    /// <summary>Documents whose labels have nothing to do with their words: a fit takes its time.</summary>
    public static IEnumerable<(string? Text, string[] Labels)> Noise(int count)
    {
        var random = new Random(1);
        return Single(count, 1)
            .Select((d, i) => ((string?)$"{d.Text} w{i % 5000} x{i % 7919}", new[] { Labels[random.Next(Labels.Length)] }));
    }

    private static string Text(Random random, int[] labels)
    {
        var words = Enumerable
            .Range(0, 8)
            .Select(_ => s_common[random.Next(s_common.Length)])
            .Concat(labels.SelectMany(label => Enumerable.Range(0, 4).Select(_ => s_words[label][random.Next(s_words[label].Length)])));
        return string.Join(' ', words.OrderBy(_ => random.Next()));
    }
}
