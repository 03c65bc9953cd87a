using Audience.Labeling;
using Audience.Labeling.Folding;
using Audience.Labeling.RuleReports;

namespace Audience.Tests.Labeling.Items;

/// <summary>The examples of the documentation.</summary>
[Category("unit")]
public sealed class RuleItemTests
{
    private const string Unless = """{"f":[{"keyword":"姐","match":"partially","unless":["空姐","學姐"]}]}""";
    private const string Near = """{"f":[{"all":["老婆","先生"],"near":6}]}""";

    [TestCase(Unless, "空姐與小姐", true)]
    [TestCase(Unless, "空姐與學姐", false)]
    [TestCase("""{"f":[{"keyword":"姐","match":"end","unless":["空姐"]}]}""", "小姐與空姐", false)]
    [TestCase("""{"f":[["小姐",["start","end"]]]}""", "一位小姐", true)]
    [TestCase("""{"f":[["小姐",["start","end"]]]}""", "小姐一位", true)]
    [TestCase("""{"f":[["小姐",["start","end"]]]}""", "一位小姐說", false)]
    [TestCase("""{"f":[{"all":["姐"],"any":["美","靚"],"none":["代購"]}]}""", "美姐", true)]
    [TestCase("""{"f":[{"all":["姐"],"any":["美","靚"],"none":["代購"]}]}""", "美姐代購", false)]
    [TestCase("""{"f":[{"all":["姐"],"any":["美","靚"],"none":["代購"]}]}""", "姐", false)]
    [TestCase(Near, "我先生說老婆", true)]
    [TestCase(Near, "先生一二三老婆", false)]
    [TestCase(Near, "先生一二三老婆一先生", true)]
    public void Keyword_items_match(string pattern, string text, bool expected) =>
        Assert.That(Labels.Of(LabelModels.FromPattern("keyword_model", pattern), text), Has.Length.EqualTo(expected ? 1 : 0));

    [TestCase("""{"f":[{"all":["姐+","\\d+歲"],"near":8}]}""", "姐姐今年18歲", true)]
    [TestCase("""{"f":[{"all":["姐+","\\d+歲"],"near":7}]}""", "姐姐在今年她18歲", false)]
    [TestCase("""{"f":[{"any":["^我","我$"],"none":["他"]}]}""", "這是我", true)]
    [TestCase("""{"f":[{"any":["^我","我$"],"none":["他"]}]}""", "他打我", false)]
    public void Expression_items_match(string pattern, string text, bool expected) =>
        Assert.That(Labels.Of(LabelModels.FromPattern("rule_model", pattern), text), Has.Length.EqualTo(expected ? 1 : 0));

    [TestCase(TextFolds.Width, "ＬＩＮＥ", "我的line", true)]
    [TestCase(TextFolds.Width, "ガ", "ｶﾞﾝﾀﾞﾑ", true)]
    [TestCase(TextFolds.Width, "カ", "ｶﾞﾝﾀﾞﾑ", false)]
    [TestCase(TextFolds.Chinese, "头发", "我的頭髮", true)]
    [TestCase(TextFolds.None, "头发", "我的頭髮", false)]
    [TestCase(TextFolds.Invisible, "小姐", "小\u200B姐", true)]
    [TestCase(TextFolds.Width | TextFolds.Invisible, "ガ", "ｶ\u200B\U000E0100ﾞ", true)]
    [TestCase(TextFolds.Chinese, "嗰", "\U00020BB6", true)]
    [TestCase(TextFolds.Chinese, "\U00020BB6", "嗰", true)]
    [TestCase(TextFolds.Confusables, "paypal", "рауpаl", true)]
    [TestCase(TextFolds.Confusables, "sale", "𝐒𝐀𝐋𝐄", true)]
    public void Spellings_are_folded(TextFolds folds, string keyword, string text, bool expected) =>
        Assert.That(
            Labels.Of(LabelModels.FromPattern("keyword_model", $$"""{"f":["{{keyword}}"]}""", folds), text),
            Has.Length.EqualTo(expected ? 1 : 0)
        );

    [Test]
    public void Matches_are_explained_on_one_line()
    {
        IRuleModel model = LabelModels.FromPattern(
            "keyword_model",
            """{"female":["x",["小姐","end"]],"male":[{"all":["哥","帥"],"near":5}]}""",
            TextFolds.Invisible
        );
        Assert.That(
            MatchLine.Of(model.Explain("帥\u200B哥與小\u200B姐\u200B")),
            Is.EqualTo("""female 2: ["小姐","end"] [4,3]; male 1: {"all":["哥","帥"],"near":5} [0,1] [2,1]""")
        );
        Assert.That(model.Explain("無"), Is.Empty);
        Assert.That(model.Explain(new string('x', 300)).Single().Spans, Has.Count.EqualTo(100));
    }

    [Test]
    public void Labelling_and_counting_allocate_nothing()
    {
        IRuleModel model = LabelModels.FromPattern(
            "keyword_model",
            """{"a":["一二",{"keyword":"三","unless":["三四"]},{"all":["五","六"],"any":["七"],"none":["零"],"near":20}],"b":[["八","end"]]}""",
            TextFolds.Width | TextFolds.Chinese | TextFolds.Invisible
        );
        RuleReport report = new(model, new Dictionary<string, IReadOnlyList<string>>(), label => label);
        LabelSet found = new(2);
        const string Text = "五\u200B七三四後六三八八";
        for (int i = 0; i < 10; i++)
            LabelAndCount();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            LabelAndCount();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void LabelAndCount()
        {
            found.Clear();
            model.Label(Text, found);
            found.Clear();
            report.Label(Text, found);
        }
    }
}
