using Audience.Labeling;

namespace Audience.Tests.Labeling;

[Category("unit")]
public sealed class LabelModelsTests
{
    [TestCase("keyword_model", """{"a": [["娘","end"]]}""")]
    [TestCase("KEYWORD_MODEL", """{"a": ["娘"]}""")]
    [TestCase("rule_model", """{"a": ["娘$"]}""")]
    [TestCase("Regex_Model", """{"a": ["娘$"]}""")]
    public void Builds_the_model_of_a_type(string modelType, string pattern) =>
        Assert.That(Labels.Of(LabelModels.FromPattern(modelType, pattern), "老闆娘"), Is.EqualTo(["a"]));

    [TestCase("keyword_model", "{", "not JSON")]
    [TestCase("svm_model", "{}", "'svm_model' has no PATTERN")]
    [TestCase("rule_model", """{"a": ["("]}""", "does not compile")]
    public void Refuses_what_is_no_pattern(string modelType, string pattern, string message) =>
        Assert.That(() => LabelModels.FromPattern(modelType, pattern), Throws.TypeOf<PatternException>().With.Message.Contains(message));

    [Test]
    public void A_model_of_an_empty_pattern_finds_nothing()
    {
        ILabelModel model = LabelModels.FromPattern("keyword_model", "{}");
        Assert.That(model.Labels, Is.Empty);
        Assert.That(Labels.Of(model, "娘"), Is.Empty);
    }

    [Test]
    public void A_union_gives_each_label_once_in_order_of_first_appearance()
    {
        UnionModel union = new([
            LabelModels.FromPattern("keyword_model", """{"b": ["二"], "a": ["一"]}"""),
            LabelModels.FromPattern("rule_model", """{"c": ["三"], "b": ["四|五"]}"""),
        ]);
        Assert.That(union.Labels, Is.EqualTo(["b", "a", "c"]));
        Assert.That(Labels.Of(union, "五三"), Is.EqualTo(["b", "c"]));
        Assert.That(Labels.Of(union, "一"), Is.EqualTo(["a"]));
        Assert.That(Labels.Of(union, "六"), Is.Empty);
    }
}
