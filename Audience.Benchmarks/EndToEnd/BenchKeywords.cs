using System.Text;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>Two labels with 1,800 keywords each, of 1 to 12 characters, Chinese and Latin; an eighth of the texts is given one.</summary>
internal static class BenchKeywords
{
    private const int PerLabel = 1_800;
    private const string Common =
        "陳林黃張李王吳劉蔡楊雅怡淑美惠佳欣婷玲君文志明俊傑宏偉建國家豪心安小大天日月水火木金土我你他是在有不人這的";

    // Rare enough that no text has one by chance, so that short keywords do not label everything.
    private const int RareFirst = 0x9F00,
        RareCount = 160;

    /// <summary>Keywords by label.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> ByLabel = new Dictionary<string, string[]>
    {
        ["女性"] = Make(1),
        ["男性"] = Make(2),
    };

    private static readonly string[] s_all = [.. ByLabel.Values.SelectMany(k => k)];

    /// <summary>The text, and for an eighth of the numbers a keyword behind it.</summary>
    public static string Plant(string text, int number) =>
        (uint)(number * 2654435761) % 1000 < 120 ? text + s_all[(uint)(number * 40503) % s_all.Length] : text;

    private static string[] Make(int seed)
    {
        var random = new Random(seed);
        var keywords = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (keywords.Count < PerLabel)
            keywords.Add(Keyword(random, seed));
        return [.. keywords];
    }

    private static string Keyword(Random random, int seed)
    {
        int length = random.Next(100) switch
        {
            < 4 => 1,
            < 16 => 2,
            var p => 3 + p % 10,
        };
        var text = new StringBuilder();
        bool latin = length > 3 && random.Next(4) == 0;
        for (int i = 0; i < length; i++)
            text.Append(
                latin ? (char)(random.Next(2) == 0 ? 'q' + random.Next(10) : 'A' + random.Next(26))
                : length < 3 ? Rare(random, seed)
                : Common[random.Next(Common.Length)]
            );
        return text.ToString();
    }

    private static char Rare(Random random, int seed) => (char)(RareFirst + (seed - 1) * RareCount / 2 + random.Next(RareCount / 2));
}
