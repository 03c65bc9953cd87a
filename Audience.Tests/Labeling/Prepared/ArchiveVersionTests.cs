using Audience.Labeling.Features;
using Audience.Labeling.Forest;
using Audience.Labeling.Linear;
using Audience.Labeling.Prepared;
using Audience.Labeling.Scoring;
using Audience.Labeling.Terms;

namespace Audience.Tests.Labeling.Prepared;

/// <summary>An archive has the lowest version whose readers understand it, so that older programs read all they can.</summary>
[Category("unit")]
internal sealed class ArchiveVersionTests
{
    private const TokenSet WithoutCapitals = TokenSet.All & ~TokenSet.Capitals;

    [TestCase(null, false, 1)]
    [TestCase(null, true, 2)]
    [TestCase(TokenSet.Words, false, 2)]
    [TestCase(WithoutCapitals, true, 2)]
    [TestCase(TokenSet.Capitals, false, 3)]
    [TestCase(TokenSet.All, true, 3)]
    public void Only_tokens_that_older_programs_do_not_know_raise_it(TokenSet? set, bool calibrated, byte version)
    {
        var vocabulary = new Vocabulary([5, 6], set);
        var linear = new LinearModel(["a", "b"], new TfIdf(vocabulary, [1, 2]), [1, 0, 0, 1], [0, 0], null);
        var forest = new ForestModel(["a", "b"], vocabulary, [new(0, 1, ~0), ForestNode.End(1)], [0], [1, 0, 0.5f, 0.5f], null);
        PreparedModel[] models = [PreparedModel.FromLinear(ModelKind.Svm, false, linear), PreparedModel.FromForest(false, forest)];
        foreach (var made in models)
        {
            byte[] bytes = made.With(calibrated ? Same : null).ToBytes();
            Assert.That(bytes[8], Is.EqualTo(version), made.Kind.Name());
            Assert.That(PreparedModel.FromBytes(bytes).ToBytes(), Is.EqualTo(bytes), made.Kind.Name());
        }
    }

    [TestCase(false, false, 1)]
    [TestCase(true, false, 2)]
    [TestCase(false, true, 2)]
    public void Terms_do_not_raise_it(bool oneLabel, bool calibrated, byte version)
    {
        var model = PreparedModel.FromTerms(new TermWeightModel(["a", "b"], [new("a", "cat", 1)], [0, 0], oneLabel));
        Assert.That(model.With(calibrated ? Same : null).ToBytes()[8], Is.EqualTo(version));
    }

    private static Calibration Same => new([1, 1], [0, 0], oneLabel: true, votes: false);
}
