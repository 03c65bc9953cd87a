using System.Text;

namespace Audience.Benchmarks.Match;

/// <summary>Texts and keywords of one kind, the same on every run.</summary>
/// <param name="Name">What the results call it.</param>
/// <param name="Texts">The texts to label.</param>
/// <param name="Keyword">Draws a keyword that fits the texts; of a few thousand, some texts hold one and most do not.</param>
/// <param name="AsciiCaseOnly">Whether no other letters have case.</param>
internal sealed record MatchTexts(string Name, string[] Texts, Func<Random, string> Keyword, bool AsciiCaseOnly)
{
    private static readonly ChineseWords Chinese = new();

    private static readonly string[] Punctuation =
    [
        "，",
        "，",
        "，",
        "。",
        "。",
        "！",
        "？",
        "、",
        "…",
        "\n",
        "😀",
        "😂",
        "👍",
        " ",
        "2020",
        "OK",
        "LINE",
        "https://",
    ];

    private static readonly string[] Given =
        "mary jessica anna linda emma sophia grace amy joy ivy tina nina rita peter john david kevin jason eric alan andy tom ryan ken leo max ben jack chloe vivian".Split(
            ' '
        );

    private static readonly string[] Syllables =
        "chen lin wang huang chang li wu liu tsai yang hsu cheng ho kuo hung tseng chiu liao lai chou yeh su lu chiang chan chien shih pan ma tu ko ra mi sa to na ri ka ne lo ve da ya zo pe fu".Split(
            ' '
        );

    /// <summary>Posts of about 110 characters.</summary>
    internal static MatchTexts ChinesePosts(int count = 10_000) =>
        new("chinese posts", Make(count, ChinesePost), ChineseKeyword, AsciiCaseOnly: true);

    /// <summary>Author names of 2 to 20 letters.</summary>
    internal static MatchTexts LatinNames() => new("latin names", Make(60_000, LatinName), LatinKeyword, AsciiCaseOnly: true);

    /// <summary>Author names of 2 to 8 Chinese characters.</summary>
    internal static MatchTexts ChineseNames() => new("chinese names", Make(60_000, ChineseName), ChineseKeyword, AsciiCaseOnly: true);

    /// <summary>Chinese and Latin, half and full width, with accents and emoji, from a name to a post in length.</summary>
    internal static MatchTexts Mixed() =>
        new(
            "mixed",
            Make(20_000, MixedText),
            random => random.Next(2) == 0 ? ChineseKeyword(random) : MixedKeyword(random),
            AsciiCaseOnly: false
        );

    private static string[] Make(int count, Func<Random, string> text)
    {
        Random random = new(7);
        return [.. Enumerable.Range(0, count).Select(_ => text(random))];
    }

    private static string ChinesePost(Random random)
    {
        StringBuilder post = new();
        for (int length = random.Next(20, 200); post.Length < length; )
        {
            for (int words = random.Next(1, 7); words > 0; words--)
                post.Append(Chinese.Word(random));
            post.Append(Punctuation[random.Next(Punctuation.Length)]);
        }
        return post.ToString();
    }

    private static string ChineseName(Random random)
    {
        string name = Chinese.Word(random) + Chinese.Invent(random);
        return name.Length < 2 ? name + Chinese.Invent(random) : name;
    }

    private static string LatinName(Random random)
    {
        string name = random.Next(3) == 0 ? Given[random.Next(Given.Length)] : Invented(random, 2);
        if (random.Next(3) > 0)
            name +=
                (
                    random.Next(2) == 0 ? " "
                    : random.Next(2) == 0 ? "_"
                    : ""
                ) + Invented(random, 2);
        if (random.Next(3) == 0)
            name += random.Next(1, 2000);
        name = random.Next(3) switch
        {
            0 => name,
            1 => char.ToUpperInvariant(name[0]) + name[1..],
            _ => name.ToUpperInvariant(),
        };
        return name.Length > 20 ? name[..20] : name;
    }

    private static string MixedText(Random random) =>
        random.Next(4) switch
        {
            0 => ChinesePost(random),
            1 => LatinName(random) + Chinese.Word(random),
            2 => Chinese.Word(random) + FullWidth(LatinName(random)) + "😀",
            _ => string.Join(' ', Enumerable.Range(0, random.Next(3, 15)).Select(_ => LatinName(random).Replace('e', 'é')))
                + Chinese.Word(random),
        };

    // A word alone would label nearly every post once there are thousands of keywords.
    private static string ChineseKeyword(Random random) =>
        random.Next(1000) switch
        {
            0 => ((char)random.Next(0x4E00, 0x9FA5)).ToString(),
            < 20 => Chinese.Word(random) + Chinese.Invent(random),
            < 40 => Chinese.Invent(random),
            < 300 => Chinese.Invent(random) + Chinese.Invent(random)[..1],
            < 950 => Chinese.Invent(random) + Chinese.Invent(random),
            _ => string.Concat(Enumerable.Range(0, 4).Select(_ => Chinese.Invent(random)[..1]))
                + Chinese.Invent(random)
                + Chinese.Invent(random),
        };

    private static string LatinKeyword(Random random) =>
        random.Next(20) switch
        {
            0 => Given[random.Next(Given.Length)] + Syllables[random.Next(Syllables.Length)],
            < 4 => Invented(random, 1) + random.Next(100, 1000),
            _ => Invented(random, 3) + Syllables[random.Next(Syllables.Length)],
        };

    private static string MixedKeyword(Random random) =>
        random.Next(4) switch
        {
            0 => FullWidth(LatinKeyword(random)),
            1 => LatinKeyword(random).Replace('e', 'É'),
            _ => LatinKeyword(random),
        };

    private static string Invented(Random random, int atMost) =>
        string.Concat(Enumerable.Range(0, random.Next(1, atMost + 1)).Select(_ => Syllables[random.Next(Syllables.Length)]));

    private static string FullWidth(string text) =>
        string.Concat(text.Select(unit => unit is > ' ' and <= '~' ? (char)(unit + 0xFEE0) : unit));
}
