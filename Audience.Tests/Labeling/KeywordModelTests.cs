using System.Text;
using Audience.Labeling;
using Audience.Labeling.Keywords;

namespace Audience.Tests.Labeling;

[Category("unit")]
public sealed class KeywordModelTests
{
    [TestCase("娘", KeywordMatchType.Partially, "老闆娘說", true)]
    [TestCase("娘", KeywordMatchType.Start, "老闆娘", false)]
    [TestCase("娘", KeywordMatchType.Start, "娘家", true)]
    [TestCase("人妻", KeywordMatchType.End, "我是人妻", true)]
    [TestCase("人妻", KeywordMatchType.End, "人妻日記", false)]
    [TestCase("ann", KeywordMatchType.Exactly, "ANN", true)]
    [TestCase("ann", KeywordMatchType.Exactly, "anna", false)]
    [TestCase("ann", KeywordMatchType.Exactly, "an", false)]
    [TestCase("Ａｎｎ", KeywordMatchType.Partially, "我ａＮｎ", true)]
    [TestCase("\U00010400", KeywordMatchType.Partially, "x\U00010428y", true)]
    [TestCase("\U00010400", KeywordMatchType.End, "x\U00010428", true)]
    [TestCase("i", KeywordMatchType.Exactly, "İ", false)]
    [TestCase("i", KeywordMatchType.Exactly, "ı", false)]
    [TestCase("ss", KeywordMatchType.Partially, "Straße", false)]
    [TestCase("s", KeywordMatchType.Exactly, "ſ", false)]
    [TestCase("k", KeywordMatchType.Exactly, "\u212A", false)]
    [TestCase("a", KeywordMatchType.Partially, "", false)]
    public void Finds_a_keyword_where_it_has_to_stand(string keyword, KeywordMatchType match, string text, bool expected)
    {
        KeywordModel model = new([Labels.Keywords("label", (keyword, match))]);
        Assert.That(Labels.Of(model, text), Has.Length.EqualTo(expected ? 1 : 0));
    }

    [Test]
    public void Folds_every_character_as_ordinal_comparison_does()
    {
        string[] cased =
        [
            .. Enumerable
                .Range(0, 0x20000)
                .Where(Rune.IsValid)
                .Select(value => new Rune(value))
                .Where(rune =>
                    Rune.ToUpperInvariant(rune) != rune
                    || Rune.ToLowerInvariant(rune) != rune
                    || "İıſß\u212A".Contains(rune.ToString(), StringComparison.Ordinal)
                )
                .Select(rune => rune.ToString()),
        ];
        KeywordModel model = new([.. cased.Select(text => Labels.Keywords(text, ("<" + text + ">", KeywordMatchType.Partially)))]);
        Assert.That(cased, Has.Length.GreaterThan(2500));
        foreach (string text in cased)
            Assert.That(
                Labels.Of(model, $"<{text}>"),
                Is.EqualTo(cased.Where(other => other.Equals(text, StringComparison.OrdinalIgnoreCase))),
                text
            );
    }

    [Test]
    public void Reports_labels_in_the_order_of_the_pattern()
    {
        KeywordModel model = new([
            Labels.Keywords("b", ("二", KeywordMatchType.Partially)),
            Labels.Keywords("a", ("一", KeywordMatchType.End)),
            Labels.Keywords("c"),
        ]);
        Assert.That(model.Labels, Is.EqualTo(["b", "a", "c"]));
        Assert.That(Labels.Of(model, "二一"), Is.EqualTo(["b", "a"]));
    }

    [Test]
    public void Adds_to_labels_that_were_found_before()
    {
        KeywordModel model = new([
            Labels.Keywords("a", ("一", KeywordMatchType.Partially)),
            Labels.Keywords("b", ("二", KeywordMatchType.Partially)),
        ]);
        LabelSet found = new(2);
        found.Add(0);
        model.Label("一二", found);
        Assert.That(found.Count, Is.EqualTo(2));
    }

    [Test]
    public void A_hundred_thousand_keywords_with_one_prefix_are_told_apart()
    {
        const int Count = 100_000;
        static string Word(int i) => $"小妹{(char)('一' + (i % 1000))}{(char)('一' + (i / 1000))}";
        KeywordModel model = new([
            new(
                "even",
                [.. Enumerable.Range(0, Count).Where(i => i % 2 == 0).Select(i => new Keyword(Word(i), KeywordMatchType.Partially))]
            ),
            new(
                "odd",
                [.. Enumerable.Range(0, Count).Where(i => i % 2 == 1).Select(i => new Keyword(Word(i), KeywordMatchType.Partially))]
            ),
        ]);
        for (int i = 0; i < Count; i += 7)
            Assert.That(Labels.Of(model, $"我小妹小{Word(i)}。"), Is.EqualTo([i % 2 == 0 ? "even" : "odd"]));
    }

    [Test]
    public void Labelling_allocates_nothing()
    {
        KeywordModel model = new([
            Labels.Keywords(
                "a",
                ("一二", KeywordMatchType.Partially),
                ("三", KeywordMatchType.Start),
                ("四", KeywordMatchType.End),
                ("五", KeywordMatchType.Exactly)
            ),
        ]);
        LabelSet found = new(1);
        model.Label("零一二", found);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            model.Label("三零一一二四", found);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void Refuses_an_empty_keyword() =>
        Assert.That(
            () => new KeywordModel([Labels.Keywords("壞", ("", KeywordMatchType.Partially))]),
            Throws.TypeOf<PatternException>().With.Message.Contains("empty keyword").And.Message.Contains("壞")
        );

    [Test]
    public void Refuses_a_keyword_with_half_a_surrogate_pair()
    {
        foreach (string keyword in (string[])["\uD83D", "x\uDE00y", "\uDE00\uD83D", "娘\uD83D"])
            Assert.That(
                () => new KeywordModel([Labels.Keywords("壞", (keyword, KeywordMatchType.Partially))]),
                Throws.TypeOf<PatternException>().With.Message.Contains("half a surrogate pair").And.Message.Contains("壞")
            );
    }

    [Test]
    public void Refuses_a_label_that_is_given_twice()
    {
        Assert.That(
            () => new KeywordModel([Labels.Keywords("a"), Labels.Keywords("a")]),
            Throws.TypeOf<PatternException>().With.Message.Contains("'a' is given twice")
        );
    }

    [Test]
    public void Keywords_made_to_cost_the_square_of_their_length_do_not()
    {
        // Each one holds most of the shorter ones, all but their last character: minutes and gigabytes, if every rest were kept.
        LabelKeywords label = new(
            "label",
            [
                .. Enumerable
                    .Range(0, 200)
                    .Select(i => new Keyword(new string('a', KeywordModel.MaxKeywordLength - 1 - i) + "b", KeywordMatchType.Partially)),
            ]
        );
        KeywordModel model = new([label]);
        Assert.That(Labels.Of(model, new string('a', 19_850) + "b"), Is.EqualTo(["label"]));
        Assert.That(Labels.Of(model, new string('a', 1_000)), Is.Empty);
        Assert.That(
            () => new KeywordModel([new("label", [new Keyword(new string('a', KeywordModel.MaxKeywordLength + 1), KeywordMatchType.End)])]),
            Throws.InstanceOf<PatternException>().With.Message.EndsWith("is longer than 20000 characters")
        );
    }
}
