using Audience.Labeling.Prepared;

namespace Audience.Tests.Labeling.Prepared;

[Category("unit")]
public sealed class ModelKindTests
{
    [TestCase("KEYWORD_MODEL", ModelKind.Keyword)]
    [TestCase("rule_model", ModelKind.Rule)]
    [TestCase("Regex_Model", ModelKind.Rule)]
    [TestCase("term_weight_model", ModelKind.TermWeight)]
    [TestCase("RANDOM_FOREST_MODEL", ModelKind.RandomForest)]
    [TestCase("svm_model", ModelKind.Svm)]
    [TestCase("LOGISTIC_REGRESSION_MODEL", ModelKind.LogisticRegression)]
    [TestCase("label_vote_model", ModelKind.LabelVote)]
    public void Is_found_by_its_name_in_any_case(string name, ModelKind expected)
    {
        Assert.That(ModelKinds.TryParse(name, out var kind), Is.True);
        Assert.That(kind, Is.EqualTo(expected));
    }

    [TestCase("")]
    [TestCase("svm")]
    [TestCase("KEYWORD_MODEL ")]
    public void Is_not_found_by_another_name(string name) => Assert.That(ModelKinds.TryParse(name, out _), Is.False);

    [Test]
    public void Has_a_name_for_each_kind([Values] ModelKind kind)
    {
        Assert.That(ModelKinds.TryParse(kind.Name(), out var again), Is.True);
        Assert.That(again, Is.EqualTo(kind));
        Assert.That(ModelKinds.All, Does.Contain(kind.Name()));
        Assert.That(kind.IsTrainable(), Is.EqualTo(kind is not (ModelKind.Keyword or ModelKind.Rule)));
    }
}
