using Audience.Labeling;
using Audience.Labeling.Folding;

namespace Audience.Tests.Labeling.Items;

/// <summary>An item that could never match, or a part that could never apply, is refused by label, number and reason.</summary>
[Category("unit")]
public sealed class RefusedItemTests
{
    [TestCase(
        """{"a": ["x", {"keyword":"姐","unless":["小妹"]}]}""",
        "label 'a', rule 2",
        "'小妹' in 'unless' does not contain the keyword '姐'"
    )]
    [TestCase("""{"a": [{"keyword":"b","unless":["B"]}]}""", "label 'a', rule 1", "itself")]
    [TestCase("""{"a": [{"none":["x"]}]}""", "label 'a', rule 1", "needs 'all' or 'any'")]
    [TestCase("""{"a": [{"near":5}]}""", "label 'a', rule 1", "needs 'all' or 'any'")]
    [TestCase("""{"a": [{"all":["x"],"near":5}]}""", "label 'a', rule 1", "'near' needs two items")]
    [TestCase("""{"a": [{"any":["x","y"],"near":5}]}""", "label 'a', rule 1", "'near' needs two items")]
    [TestCase("""{"a": [{"all":["xyz","y"],"near":2}]}""", "label 'a', rule 1", "'xyz' is longer")]
    [TestCase("""{"a": [{"all":[["x","exactly"],["y","exactly"]]}]}""", "label 'a', rule 1", "contradict")]
    [TestCase("""{"a": [{"all":[["x","exactly"]],"any":[["y","exactly"],["z","exactly"]]}]}""", "label 'a', rule 1", "contradict")]
    [TestCase("""{"a": [{"all":[["x","exactly"]],"none":[["X","exactly"]]}]}""", "label 'a', rule 1", "contradict")]
    public void An_item_that_could_never_match_is_refused(string pattern, string where, string what) =>
        Assert.That(
            () => LabelModels.FromPattern("keyword_model", pattern),
            Throws.TypeOf<PatternException>().With.Message.Contains(where).And.Message.Contains(what)
        );

    [TestCase("""{"a": [{"all":[["x","exactly"],["X","exactly"]]}]}""")]
    [TestCase("""{"a": [{"all":[["x","exactly"]],"any":[["y","exactly"],"x"]}]}""")]
    [TestCase("""{"a": [{"all":[["x","exactly"]],"none":[["y","exactly"]]}]}""")]
    [TestCase("""{"a": [{"all":["x"],"any":["y"],"near":1}]}""")]
    [TestCase("""{"a": [{"all":["x","y"],"near":5.0}]}""")]
    public void An_item_that_can_match_is_taken(string pattern) =>
        Assert.That(() => LabelModels.FromPattern("keyword_model", pattern), Throws.Nothing);

    [Test]
    public void More_than_a_thousand_items_in_one_combination_are_refused()
    {
        string Any(int count) =>
            $$"""{"a": [{"all":["x"],"any":[{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{i}\""))}}]}]}""";
        Assert.That(() => LabelModels.FromPattern("keyword_model", Any(999)), Throws.Nothing);
        foreach (int count in new[] { 1000, 1001 })
            Assert.That(
                () => LabelModels.FromPattern("keyword_model", Any(count)),
                Throws
                    .TypeOf<PatternException>()
                    .With.Message.EqualTo("PATTERN: label 'a', rule 1 has more than 1000 items in one combination")
            );
    }

    [Test]
    public void A_message_repeats_at_most_a_hundred_characters_of_what_was_given()
    {
        string keyword = new('x', 100_000);
        Assert.That(
            () => LabelModels.FromPattern("keyword_model", $$"""{"a": ["{{keyword}}"]}"""),
            Throws
                .TypeOf<PatternException>()
                .With.Message.Length.LessThan(250)
                .And.Message.Contains("rule 1")
                .And.Message.Contains("longer than 20000")
        );
        Assert.That(
            () => LabelModels.FromPattern("keyword_model", $$"""{"{{keyword}}": [["y","{{keyword}}"]]}"""),
            Throws.TypeOf<PatternException>().With.Message.Length.LessThan(450)
        );
    }

    [Test]
    public void Exceptions_made_to_be_slow_are_refused()
    {
        string text = new('x', 1000);
        Assert.That(
            () => LabelModels.FromPattern("keyword_model", $$"""{"a": [{"keyword":"x","unless":["{{text}}"]}]}"""),
            Throws.TypeOf<PatternException>().With.Message.Contains("too much text")
        );
    }

    [TestCase(TextFolds.Invisible, "\u200B\uFEFF")]
    [TestCase(TextFolds.Invisible | TextFolds.Width, "\u00AD")]
    public void A_keyword_that_folds_to_nothing_is_refused(TextFolds folds, string keyword) =>
        Assert.That(
            () => LabelModels.FromPattern("keyword_model", $$"""{"a": ["x", "{{keyword}}"]}""", folds),
            Throws.TypeOf<PatternException>().With.Message.Contains("label 'a', rule 2: nothing is left of the keyword")
        );

    [Test]
    public void Whether_an_exception_holds_its_keyword_is_asked_of_what_they_fold_to()
    {
        const string Pattern = """{"a": [{"keyword":"发","unless":["頭髮"]}]}""";
        Assert.That(() => LabelModels.FromPattern("keyword_model", Pattern), Throws.TypeOf<PatternException>());
        Assert.That(Labels.Of(LabelModels.FromPattern("keyword_model", Pattern, TextFolds.Chinese), "他發頭髮"), Is.EqualTo(["a"]));
        Assert.That(Labels.Of(LabelModels.FromPattern("keyword_model", Pattern, TextFolds.Chinese), "剪頭髮"), Is.Empty);
    }

    [Test]
    public void An_expression_that_does_not_compile_is_named_by_its_number()
    {
        Assert.That(
            () => LabelModels.FromPattern("rule_model", """{"a": ["x", {"all": ["y", "("]}]}"""),
            Throws.TypeOf<PatternException>().With.Message.StartsWith("PATTERN: label 'a', rule 2: the expression '('")
        );
        Assert.That(
            () => LabelModels.FromPattern("rule_model", """{"a": ["x"]}""", TextFolds.Width),
            Throws.TypeOf<PatternException>().With.Message.Contains("FOLD is for keyword_model")
        );
    }
}
