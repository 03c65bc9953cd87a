using Audience.Labeling.Prepared;
using Audience.Tests.ModelWorker;
using Audience.Training;
using Audience.Training.Reviewing;

namespace Audience.Tests.Training;

/// <summary>Texts that are worth labelling: such as a model is unsure of, unlike each other and unlike what is labelled.</summary>
[Category("unit")]
internal sealed class NextTextTests
{
    // Sure ones first; then texts of words of two labels, which are in doubt; repeated ones; one that is labelled already.
    private static readonly string[] s_texts =
    [
        .. MadeDocuments.Single(200, 8).Select(document => document.Text!),
        "利率 比賽 銀行 球員",
        "利率  比賽 銀行 球員 ",
        "利率 比賽 銀行 球員",
        "分享 教練 贈送 score",
        "還款 獎品 信用 winner",
        "今天 大家 我們 什麼",
    ];

    private static readonly TrainingSet s_labelled = new(
        MadeDocuments.Labels,
        false,
        [.. MadeDocuments.Single(150, 3).Select(document => new LabeledText(document.Text!, document.Labels))]
    );

    [Test]
    public void The_unsure_come_first_each_once()
    {
        var chosen = NextTexts.Choose(s_labelled, s_texts, 10, null, default);
        var texts = chosen.Select(text => s_texts[text.Text].Trim()).ToList();
        Assert.That(texts.Take(2), Is.EquivalentTo(new[] { "今天 大家 我們 什麼", "利率 比賽 銀行 球員" }));
        Assert.That(texts, Is.Unique);
        Assert.That(texts.Count(text => text.StartsWith("利率", StringComparison.Ordinal)), Is.EqualTo(1), "near duplicates are left out");
        Assert.That(chosen[0].Probabilities.Sum(), Is.EqualTo(1).Within(1e-6));
        Assert.That(chosen.Select(text => text.Uncertainty), Is.All.InRange(0, 1));
    }

    [Test]
    public void What_is_labelled_already_is_not_chosen()
    {
        string[] texts = [.. s_labelled.Documents.Select(document => document.Text), "利率 比賽"];
        Assert.That(NextTexts.Choose(s_labelled, texts, 10, null, default).Select(text => texts[text.Text]), Is.EqualTo(["利率 比賽"]));
    }

    [Test]
    public void Without_anything_to_learn_from_unlike_texts_are_chosen()
    {
        var nothing = new TrainingSet(["a", "b"], false, [new LabeledText("x", ["a"])]);
        var chosen = NextTexts.Choose(nothing, ["貓 貓 狗", "貓 貓 狗 狗", "loan bank", "比賽"], 3, null, default);
        Assert.That(chosen.Select(text => text.Text), Is.EquivalentTo(new[] { 0, 2, 3 }).Or.EquivalentTo(new[] { 1, 2, 3 }));
        Assert.That(chosen.Select(text => text.Uncertainty), Is.All.EqualTo(1));
        Assert.That(NextTexts.Choose(nothing, [], 3, null, default), Is.Empty);
    }
}
