using Audience.Labeling.Prepared;
using Audience.Labeling.Prepared.Votes;
using Audience.Labeling.Scoring;
using Audience.Tests.Training.Votes;
using Audience.Training.Votes;

namespace Audience.Tests.Labeling.Votes;

/// <summary>A model of the votes of others: its bytes, and what it tells of its decisions.</summary>
[Category("unit")]
internal sealed class VoteModelTests
{
    private static readonly double[] s_accuracies = [0.9, 0.7];
    private static readonly Lazy<(PreparedModel Model, string[] Texts)> s_one = new(() => Learn(false)),
        s_several = new(() => Learn(true));

    [Test]
    public void Its_bytes_make_it_again([Values] bool several)
    {
        var (model, texts) = Make(several);
        var again = PreparedModel.FromBytes(model.ToBytes());
        Assert.That((again.Kind, again.MultiLabel, again.Hash), Is.EqualTo((ModelKind.LabelVote, several, model.Hash)));
        Assert.That(again.Vote!.Voters.Models.Select(m => m.Hash), Is.EqualTo(model.Vote!.Voters.Models.Select(m => m.Hash)));
        foreach (string text in texts)
            Assert.That((again.Predict(text), again.Probabilities(text)), Is.EqualTo((model.Predict(text), model.Probabilities(text))));
    }

    [Test]
    public void Damaged_bytes_are_refused()
    {
        byte[] bytes = Make(false).Model.ToBytes();
        for (int length = 0; length < bytes.Length; length += 7)
            Assert.That(() => PreparedModel.FromBytes(bytes.AsMemory(0, length)), Throws.TypeOf<ModelFormatException>(), $"{length} bytes");
    }

    [Test]
    public void A_vote_does_not_vote()
    {
        var vote = Make(false).Model;
        var voters = new Voters([vote, MadeVotes.Voter(0, MadeVotes.Labels)]);
        Assert.That(
            () => new VoteModel(["a"], voters, new float[voters.Votes], [0], [0], true),
            Throws.TypeOf<ModelFormatException>().With.Message.Contains("none of them a LABEL_VOTE_MODEL itself")
        );
    }

    [Test]
    public void Its_pieces_are_those_of_its_voters_with_their_weights()
    {
        var model = Make(false).Model;
        var parts = model.Parts("v0女性 v1男性", 0, 10);
        Assert.That(parts.Select(part => (part.Start, part.Length)), Is.EqualTo([(0, 4), (5, 4)]), "the better voter first");
        var vote = model.Vote!;
        Assert.That(parts[0].Added, Is.EqualTo(vote.Weight(vote.Voters.Vote(0, 0), 0)));
        Assert.That(parts[0].Added, Is.Positive);
        Assert.That(parts[1].Added, Is.Negative);
    }

    [Test]
    public void Learned_voters_share_their_weight_among_what_speaks_for_their_vote()
    {
        var set = Audience.Tests.Training.TrainingTexts.SingleLabel(100);
        var learned = Audience.Training.ModelTrainer.Train(ModelKind.LogisticRegression, set, null, default);
        var ruled = PreparedModel.FromPattern(ModelKind.Keyword, """{"美食": ["好吃"], "運動": ["球賽"]}""");
        var model = VoteTrainer.Learn([learned, ruled], set, null, default);
        var vote = model.Vote!;
        var parts = model.Parts("今天的牛肉麵", 0, 50);
        Assert.That(parts.Sum(part => part.Added), Is.EqualTo(vote.Weight(vote.Voters.Vote(0, 0), 0)).Within(1e-6));
        Assert.That(parts[0].Added, Is.Positive);
    }

    private static (PreparedModel Model, string[] Texts) Make(bool several) => (several ? s_several : s_one).Value;

    private static (PreparedModel Model, string[] Texts) Learn(bool several)
    {
        var set = several ? MadeVotes.Several(200, s_accuracies) : MadeVotes.Single(200, s_accuracies);
        return (VoteTrainer.Learn(MadeVotes.Voters(s_accuracies), set, null, default), [.. set.Documents.Select(d => d.Text), "", "字"]);
    }
}
