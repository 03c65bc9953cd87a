using Audience.Labeling.Folding;
using Audience.Labeling.Suggestions;

namespace Audience.Tests.Labeling.Suggestions;

[Category("unit"), Parallelizable]
public sealed class GramTests
{
    [TestCase("美甲", "美,甲,美甲")]
    [TestCase("一二三四五六七", "7×1,6×2,5×3,4×4,3×5,2×6")]
    [TestCase("hot girl summer now", "hot,girl,hot girl,summer,girl summer,hot girl summer,now,summer now,girl summer now")]
    [TestCase("我 love你", "我,love,你")]
    [TestCase("a, b", "a,b")]
    [TestCase("a  b", "a,b")]
    [TestCase("😀美", "😀,美,😀美")]
    [TestCase("\uD83D!", "")]
    [TestCase("", "")]
    public void Texts_are_cut_into_neighbours(string text, string expected)
    {
        List<string> grams = [];
        GramCutter.Cut(text, gram => grams.Add(gram.ToString()));
        Assert.That(
            expected.Contains('×', StringComparison.Ordinal)
                ? string.Join(',', grams.GroupBy(g => g.Length).OrderBy(g => g.Key).Select(g => $"{g.Count()}×{g.Key}"))
                : string.Join(',', grams.Order(StringComparer.Ordinal)),
            Is.EqualTo(
                expected.Contains('×', StringComparison.Ordinal)
                    ? expected
                    : string.Join(',', expected.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal))
            )
        );
    }

    [Test]
    public void A_piece_counts_once_a_text_without_regard_to_case_and_folded()
    {
        var grams = new FrequentGrams(TextFolds.Width);
        grams.Add("Cat cat cat");
        grams.Add("ＣＡＴ dog");
        Assert.That(grams.Frequent(2, _ => true, 9), Is.EqualTo(["Cat"]));
        Assert.That(grams.Frequent(1, gram => gram != "Cat", 2), Is.EqualTo(["CAT dog", "Cat cat"]));
    }

    [Test]
    public void Memory_is_bounded_and_what_is_frequent_is_kept()
    {
        const int most = 2_000;
        var (grams, random) = (new FrequentGrams(TextFolds.None, most), new Random(1));
        for (int i = 0; i < 500; i++)
        {
            grams.Add(string.Concat(Enumerable.Range(0, 60).Select(_ => (char)random.Next('一', '龥'))) + (i % 5 == 0 ? "。美甲。" : ""));
            Assert.That(grams.Count, Is.LessThanOrEqualTo(most));
        }
        Assert.That(grams.Frequent(50, _ => true, 9), Does.Contain("美甲"));
    }

    [Test]
    public void A_text_that_has_more_pieces_than_are_held_does_no_harm()
    {
        var grams = new FrequentGrams(TextFolds.None, 100);
        grams.Add(string.Concat(Enumerable.Range('一', 5_000).Select(c => (char)c)));
        Assert.That(grams.Count, Is.InRange(1, 100));
    }
}
