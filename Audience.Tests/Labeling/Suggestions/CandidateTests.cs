using Audience.Labeling;
using Audience.Labeling.Folding;
using Audience.Labeling.Items;
using Audience.Labeling.Keywords;
using Audience.Labeling.Suggestions;

namespace Audience.Tests.Labeling.Suggestions;

[Category("unit"), Parallelizable]
public sealed class CandidateTests
{
    // Monroe, Colaresi, Quinn (2008), equations 15, 20 and 22; a word's prior after its share of all texts.
    private static double Naive(double y1, double y2, double n1, double n2)
    {
        double a0 = Math.Min(n1, n2),
            aw = a0 * (y1 + y2) / (n1 + n2),
            odds1 = (y1 + aw) / (n1 + a0 - (y1 + aw)),
            odds2 = (y2 + aw) / (n2 + a0 - (y2 + aw)),
            delta = Math.Log(odds1) - Math.Log(odds2),
            variance = 1 / (y1 + aw) + 1 / (y2 + aw);
        return delta / Math.Sqrt(variance);
    }

    [Test]
    public void Scores_are_those_of_the_paper()
    {
        var random = new Random(3);
        for (int round = 0; round < 1000; round++)
        {
            int n1 = random.Next(10, 2_000),
                n2 = random.Next(10, 20_000),
                y1 = random.Next(1, n1),
                y2 = random.Next(0, n2);
            Assert.That(LogOdds.Score(y1, y2, n1, n2), Is.EqualTo(Naive(y1, y2, n1, n2)).Within(1e-9));
        }
    }

    [TestCase(0, 0, 0, 0)]
    [TestCase(5, 5, 5, 5)]
    [TestCase(5, 0, 5, 0)]
    public void Where_there_is_nothing_to_compare_the_score_is_nothing(int with, int without, int allWith, int allWithout) =>
        Assert.That(LogOdds.Score(with, without, allWith, allWithout), Is.Zero);

    [Test]
    public void Candidates_are_counted_as_keywords_and_the_best_come_first()
    {
        var counts = new CandidateCounts(["美甲", "的", "cat"], TextFolds.Chinese);
        for (int i = 0; i < 20; i++)
            counts.Count("美甲的店", true);
        for (int i = 0; i < 80; i++)
            counts.Count(
                i % 40 == 0 ? "我的美甲"
                    : i % 2 == 0 ? "category"
                    : "的",
                false
            );
        var ranked = counts.Rank(9);
        Assert.That(ranked.Select(k => (k.Keyword, k.With, k.Without)), Is.EqualTo([("美甲", 20, 2), ("的", 20, 42)]));
        Assert.That(ranked[0].Score, Is.EqualTo(Naive(20, 2, 20, 80)).Within(1e-9));
    }

    [Test]
    public void What_is_nearly_the_same_is_joined_to_the_longer()
    {
        var counts = new CandidateCounts(["周杰", "周杰倫", "杰", "演唱會", "演唱", "無"], TextFolds.None);
        for (int i = 0; i < 30; i++)
            counts.Count(i < 29 ? "周杰倫。演唱" : "周杰。演唱會", true);
        for (int i = 0; i < 60; i++)
            counts.Count(
                i == 0 ? "周杰倫演唱會"
                    : i < 9 ? "杰"
                    : "無",
                false
            );
        var ranked = counts.Rank(9);
        Assert.That(
            ranked.Select(k => $"{k.Keyword}:{string.Join('+', k.Joined)}"),
            Is.EquivalentTo(["周杰倫:周杰", "演唱:", "演唱會:", "杰:"])
        );
        Assert.That(ranked.Select(k => k.Score), Is.Ordered.Descending);
    }

    [Test]
    public void What_would_add_nothing_is_no_suggestion()
    {
        var counts = new CandidateCounts(["美甲", "店"], TextFolds.None);
        counts.Count("美甲", true);
        counts.Count("店", true);
        counts.Count("店", false);
        Assert.That(counts.Rank(9).Select(k => k.Keyword), Does.Not.Contain("美甲"));
    }

    [TestCase("小姐", true, Description = "the keyword")]
    [TestCase("姐", true, Description = "a part")]
    [TestCase("王小姐", true, Description = "holds it")]
    [TestCase("空姐", true, Description = "an exception's")]
    [TestCase("學姐", false)]
    [TestCase("大姊", false, Description = "ends as one does that matches at the end alone")]
    [TestCase("GIRL", true)]
    [TestCase("girlfriend", true)]
    [TestCase("gir", false)]
    public void A_labels_own_keywords_and_their_parts_are_known(string candidate, bool expected)
    {
        var own = new OwnKeywords(
            [
                new RuleItem(new ItemTerm("小姐")),
                new RuleItem(new ItemTerm("girl")),
                new RuleItem(new ItemTerm("姊", KeywordMatchType.End)),
                new RuleItem(new ItemTerm("空", [KeywordMatchType.Partially], ["空姐"])),
            ],
            TextFolds.None
        );
        Assert.That(own.Covers(candidate), Is.EqualTo(expected));
    }

    [TestCase("王小姐很美", 1, 2, "王\n\n很美")]
    [TestCase("my girlfriends here", 3, 4, "my \n\n\n\n\n\n\n\n\n\n\n here")]
    [TestCase("我girl", 1, 4, "我\n\n\n\n")]
    public void What_gave_a_post_its_label_is_left_out(string text, int start, int length, string expected) =>
        Assert.That(OwnKeywords.Without(text, [new TextSpan(start, length)]), Is.EqualTo(expected));
}
