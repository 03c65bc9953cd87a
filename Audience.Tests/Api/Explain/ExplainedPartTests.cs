using Audience.Api.Tasks.Explain;
using Audience.Contracts.Tasks.Explain;
using Audience.Labeling.Features;
using Audience.Labeling.Linear;
using Audience.Labeling.Prepared;
using Audience.Labeling.Terms;
using Audience.Tests.Training;
using Audience.Training;

namespace Audience.Tests.Api.Explain;

/// <summary>What learned models saw in a text, against naive sums of their weights.</summary>
[Category("unit"), Parallelizable]
internal sealed class ExplainedPartTests
{
    [Test]
    public void Terms_are_those_that_weigh_most_each_as_often_as_it_stands_there()
    {
        const string text = "甲乙丙甲乙丁戊己庚辛壬癸子丑甲";
        TermWeight[] terms =
        [
            .. "甲乙丙丁戊己庚辛壬癸子丑寅".Select((c, i) => new TermWeight("a", $"{c}", i % 2 == 0 ? i + 1 : -i - 1)),
            new("a", "甲乙", 7),
            new("b", "甲", 99),
        ];
        var score = Explain(PreparedModel.FromTerms(new TermWeightModel(["a", "b"], terms, [1, 2])), text)[0];
        var naive = terms
            .Where(term => term.Label == "a")
            .Select(term => (term.Term, Places: Places(text, term.Term), term.Weight))
            .Where(term => term.Places.Count > 0)
            .ToList();
        Assert.That(score.Score, Is.EqualTo(naive.Sum(term => term.Places.Count * term.Weight)).Within(1e-9));
        Assert.That((score.Threshold, score.Probability), Is.EqualTo((1.0, (double?)null)));
        Assert.That(
            score.Parts.Select(Show),
            Is.EqualTo(
                naive
                    .OrderByDescending(term => Math.Abs(term.Weight * term.Places.Count))
                    .ThenBy(term => term.Places[0])
                    .Take(10)
                    .Select(term => Show(term.Term, term.Weight * term.Places.Count, term.Places))
            )
        );
    }

    [Test]
    public void N_grams_of_a_linear_model_add_up_to_its_score()
    {
        var features = new TfIdf(new Vocabulary([TextTokens.Hash("cat"), TextTokens.Hash("貓"), TextTokens.Hash("dog")]), [1, 2, 3]);
        var model = new LinearModel(["cats", "dogs"], features, [1, 0, 2, -1, -5, 4], [0.5f, -0.25f], null);
        double cat = 1 + Math.Log(2),
            dog = 3,
            length = Math.Sqrt(cat * cat + dog * dog);
        var score = Explain(PreparedModel.FromLinear(ModelKind.Svm, false, model), "Cat, dog, cat!")[0];
        Assert.That(score.Parts.Select(p => p.Text), Is.EqualTo(["dog", "Cat"]));
        Assert.That(score.Parts.Select(p => p.Added), Is.EqualTo([-5 * dog / length, cat / length]).Within(1e-6));
        Assert.That(score.Parts[1].Spans, Is.EqualTo(new[] { new[] { 0, 3 }, [10, 3] }));
        Assert.That(score.Score, Is.EqualTo(score.Parts.Sum(p => p.Added) + 0.5).Within(1e-6));
    }

    [Test]
    public void Every_place_of_an_n_gram_holds_it()
    {
        var set = TrainingTexts.SingleLabel(200);
        var model = ModelTrainer.Train(ModelKind.LogisticRegression, set, null, CancellationToken.None);
        foreach (string text in set.Documents.Take(20).Select(d => d.Text))
        foreach (var score in Explain(model, text))
        {
            Assert.That(score.Parts, Has.Count.InRange(1, 10));
            Assert.That(score.Probability, Is.InRange(0, 1));
            foreach (var part in score.Parts)
            {
                var places = part.Spans.Select(s => text.Substring(s[0], s[1]));
                Assert.That(places, Is.Not.Empty.And.All.EqualTo(part.Text).IgnoreCase, text);
            }
        }
    }

    [Test]
    public void A_forest_tells_its_score_alone()
    {
        var set = TrainingTexts.SingleLabel(60);
        var model = ModelTrainer.Train(ModelKind.RandomForest, set, null, CancellationToken.None);
        var scores = Explain(model, set.Documents[0].Text);
        Assert.That(scores.Select(s => s.Label), Is.EqualTo(model.Labels));
        Assert.That(scores.Select(s => s.Score), Is.EqualTo(model.Scores(set.Documents[0].Text).Select(s => (double?)s)));
        Assert.That(scores.SelectMany(s => s.Parts), Is.Empty);
    }

    private static IReadOnlyList<LabelScore> Explain(PreparedModel model, string text) => new TextExplainer([model]).Explain(text).Scores;

    private static List<int> Places(string text, string term) =>
        [.. Enumerable.Range(0, text.Length).Where(i => string.CompareOrdinal(text, i, term, 0, term.Length) == 0)];

    private static string Show(ExplainedPart part) => Show(part.Text, part.Added, part.Spans.Select(s => s[0]));

    private static string Show(string text, double added, IEnumerable<int> starts) => $"{text} {added:R} {string.Join(',', starts)}";
}
