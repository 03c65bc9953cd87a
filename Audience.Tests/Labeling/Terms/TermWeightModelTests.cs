using Audience.Labeling.Features;
using Audience.Labeling.Scoring;
using Audience.Labeling.Terms;
using CsCheck;

namespace Audience.Tests.Labeling.Terms;

[Category("unit")]
public sealed class TermWeightModelTests
{
    [TestCase("cat", 1, Description = "the whole text")]
    [TestCase("a Cat, a CAT and a cat.", 3, Description = "each occurrence, in any case")]
    [TestCase("concatenate cats bobcat cat2", 0, Description = "only whole words")]
    [TestCase("我的cat很可愛", 1, Description = "Chinese parts words")]
    [TestCase("ｃａｔ", 1, Description = "full width")]
    [TestCase("cat-cat", 2)]
    [TestCase("écat catà", 0)]
    [TestCase("", 0)]
    public void Finds_words(string text, int times) => Assert.That(Score("cat", text), Is.EqualTo(times));

    [TestCase("哈", "哈哈哈", 3)]
    [TestCase("哈哈", "哈哈哈", 2, Description = "also where they overlap")]
    [TestCase("小姐", "張小姐姐", 1)]
    [TestCase("😀", "😀😀!", 2)]
    [TestCase("new york", "New York, new  york", 1)]
    [TestCase("c++", "c++ or C++11, abc++", 2, Description = "bound only where a letter or digit stands")]
    [TestCase("+1", "a+1 +10", 1)]
    public void Finds_other_terms(string term, string text, int times) => Assert.That(Score(term, text), Is.EqualTo(times));

    [Test]
    public void Adds_up_the_weights_of_each_label()
    {
        TermWeightModel model = new(
            ["cats", "dogs"],
            [
                new("cats", "cat", 2),
                new("cats", "dog", -0.5),
                new("dogs", "dog", 1.5),
                new("dogs", "hot dog", -1.5),
                new("cats", "CAT", 0.25),
            ],
            [1, 1]
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(model.Score("cat dog dog"), Is.EqualTo([2.25 - 1, 3]).Within(1e-12));
            Assert.That(Labels.Of(model, "cat dog dog"), Is.EqualTo(["cats", "dogs"]));
            Assert.That(Labels.Of(model, "hot dog"), Is.Empty);
            Assert.That(Labels.Of(model, "dog"), Is.EqualTo(["dogs"]));
        }
    }

    [Test]
    public void Gives_a_label_above_its_threshold_only()
    {
        TermWeight[] terms = [new("a", "x", 1)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Labels.Of(new TermWeightModel(["a"], terms, [1]), "x"), Is.Empty);
            Assert.That(Labels.Of(new TermWeightModel(["a"], terms, [0.999]), "x"), Is.EqualTo(["a"]));
            Assert.That(Labels.Of(new TermWeightModel(["a"], terms, [-1]), ""), Is.EqualTo(["a"]));
        }
    }

    [Test]
    public void Counts_the_tokens_of_a_text_as_features_do() =>
        LabelingTexts.Text.Sample(
            text =>
            {
                Dictionary<string, int> counted = [];
                TextTokens tokens = new(text);
                while (tokens.Move())
                {
                    string token = string.Concat(text.Substring(tokens.Start, tokens.Length).Select(TextTokens.Fold));
                    counted[token] = counted.GetValueOrDefault(token) + 1;
                }
                string[] terms = [.. counted.Keys.Where(t => t.Length <= TermWeightModel.MaxTermLength)];
                TermWeightModel model = new(terms, [.. terms.Select(t => new TermWeight(t, t, 1))], new double[terms.Length]);
                Assert.That(model.Score(text), Is.EqualTo(terms.Select(t => (double)counted[t])));
            },
            iter: 300,
            threads: 1
        );

    [Test]
    public void Refuses_terms_that_cannot_be_used()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (
                TermWeight term in new TermWeight[]
                {
                    new("a", "", 1),
                    new("a", new string('x', 101), 1),
                    new("a", "x", double.NaN),
                    new("a", "x", double.PositiveInfinity),
                    new("b", "x", 1),
                }
            )
                Assert.That(
                    () => new TermWeightModel(["a"], [term], [0]),
                    Throws.TypeOf<ModelFormatException>().With.Message.Contains($"'{term.Term}'")
                );
            Assert.That(() => new TermWeightModel(["a"], [], []), Throws.TypeOf<ModelFormatException>());
        }
    }

    private static double Score(string term, string text) => new TermWeightModel(["a"], [new TermWeight("a", term, 1)], [0]).Score(text)[0];
}
