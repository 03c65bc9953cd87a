using Audience.Labeling.Features;
using CsCheck;

namespace Audience.Tests.Labeling.Features;

[Category("unit")]
public sealed class TextTokensTests
{
    [TestCase("", new string[0])]
    [TestCase(" \t!?…。，", new string[0])]
    [TestCase("Hello, world", new[] { "Hello", "world" })]
    [TestCase("it's 2020-01", new[] { "it", "s", "2020", "01" })]
    [TestCase("café", new[] { "café" })]
    [TestCase("小", new[] { "小" })]
    [TestCase("小姐姐", new[] { "小", "小姐", "姐", "姐姐", "姐" })]
    [TestCase("小，姐", new[] { "小", "姐" })]
    [TestCase("我愛pizza啊", new[] { "我", "我愛", "愛", "pizza", "啊" })]
    [TestCase("ab3中", new[] { "ab3", "中" })]
    [TestCase("カラ 한국", new[] { "カ", "カラ", "ラ", "한", "한국", "국" })]
    [TestCase("ＡＢＣ１", new[] { "ＡＢＣ１" })]
    [TestCase("好😀", new[] { "好", "好😀", "😀" })]
    [TestCase("😀😀", new[] { "😀", "😀😀", "😀" })]
    [TestCase("𠀀x", new[] { "𠀀", "x" })]
    [TestCase("a\uD83Db\uDE00", new[] { "a", "b" })]
    [TestCase("好\uD83D", new[] { "好" })]
    [TestCase("\uDE00好", new[] { "好" })]
    public void Cuts(string text, string[] expected) => Assert.That(Of(text), Is.EqualTo(expected));

    [TestCase("Pizza", "pIZZA")]
    [TestCase("Ｐizza１", "pizza1")]
    [TestCase("ÉTÉ", "été")]
    public void Takes_no_notice_of_case_and_width(string one, string other) =>
        Assert.That(TextTokens.Hash(one), Is.EqualTo(TextTokens.Hash(other)));

    [Test]
    public void Tells_different_tokens_apart()
    {
        string[] tokens =
        [
            .. Enumerable
                .Range('\u4E00', 3000)
                .SelectMany(c => new[] { $"{(char)c}", $"{(char)c}人", $"人{(char)c}" })
                .Where(t => t != "人人"),
            "a",
            "b",
            "ab",
            "ba",
        ];
        Assert.That(tokens.Select(t => TextTokens.Hash(t)).Distinct().Count(), Is.EqualTo(tokens.Length));
    }

    [Test]
    public void Stays_inside_any_text() =>
        Gen
            .Char.Array[0, 30]
            .Select(units => new string(units))
            .Sample(
                text =>
                {
                    TextTokens tokens = new(text);
                    int moves = 0;
                    while (tokens.Move())
                    {
                        Assert.That(tokens.Length, Is.Positive);
                        Assert.That(text.AsSpan(tokens.Start, tokens.Length).IsWhiteSpace(), Is.False);
                        Assert.That(++moves, Is.LessThanOrEqualTo(2 * text.Length));
                    }
                    Assert.That(tokens.Move(), Is.False);
                },
                threads: 1
            );

    private static string[] Of(string text)
    {
        List<string> found = [];
        TextTokens tokens = new(text);
        while (tokens.Move())
            found.Add(text.Substring(tokens.Start, tokens.Length));
        return [.. found];
    }
}
