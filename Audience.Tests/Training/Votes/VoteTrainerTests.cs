using Audience.Labeling.Prepared;
using Audience.Labeling.Reports;
using Audience.Training;
using Audience.Training.Votes;

namespace Audience.Tests.Training.Votes;

/// <summary>What votes are worth, with labels to learn from and without.</summary>
[Category("unit")]
internal sealed class VoteTrainerTests
{
    private static readonly double[] s_accuracies = [0.85, 0.7, 0.65, 0.5];

    [TestCase(true)]
    [TestCase(false)]
    public void Is_right_more_often_than_its_best_voter(bool isLabelled)
    {
        var model = isLabelled ? Learn(MadeVotes.Single(400, s_accuracies)) : Agree(MadeVotes.Single(400, s_accuracies));
        var test = MadeVotes.Single(1500, s_accuracies);
        double vote = Accuracy(model, test),
            best = Accuracy(model.Vote!.Voters.Models[0], test);
        Assert.That(best, Is.EqualTo(s_accuracies[0]).Within(0.03));
        Assert.That(vote, Is.GreaterThan(best + 0.01));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Weighs_voters_by_how_often_they_are_right(bool isLabelled)
    {
        var model = isLabelled ? Learn(MadeVotes.Single(2000, s_accuracies)) : Agree(MadeVotes.Single(2000, s_accuracies));
        var vote = model.Vote!;
        double[] weights =
        [
            .. vote.Voters.Models.Select(
                (_, voter) => vote.Weight(vote.Voters.Vote(voter, 0), 0) - vote.Weight(vote.Voters.Vote(voter, 1), 0)
            ),
        ];
        Assert.That(weights, Is.Ordered.Descending);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Finds_several_labels_that_each_voter_finds_in_part(bool isLabelled)
    {
        double[] found = [0.8, 0.7, 0.6];
        var set = MadeVotes.Several(500, found);
        var model = isLabelled ? Learn(set) : Agree(set);
        var test = MadeVotes.Several(1000, found);
        Assert.That(MacroF1(model, test), Is.GreaterThan(MacroF1(model.Vote!.Voters.Models[0], test) + 0.02));
        Assert.That(model.Predict("nobody says anything"), Is.Empty);
    }

    [Test]
    public void Probabilities_without_labels_are_near_the_truth()
    {
        var model = Agree(MadeVotes.Several(2000, 0.9, 0.8, 0.7));
        var test = MadeVotes.Several(3000, 0.9, 0.8, 0.7);
        var said = test
            .Documents.Select(d => (Probability: model.Probabilities(d.Text)![0], Has: d.Labels.Contains(MadeVotes.Labels[0])))
            .ToList();
        foreach (var bin in said.GroupBy(s => (int)(s.Probability * 4.999)).Where(bin => bin.Count() > 100))
            Assert.That(bin.Average(s => s.Has ? 1.0 : 0.0), Is.EqualTo(bin.Average(s => s.Probability)).Within(0.08));
    }

    [Test]
    public void Few_documents_that_were_all_labelled_right_do_not_make_it_infallible()
    {
        var set = MadeVotes.Single(100, 1, 1, 0, 0);
        var model = VoteTrainer.Learn(MadeVotes.Voters(1, 1), set, null, default);
        foreach (var document in set.Documents)
            Assert.That(model.Probabilities(document.Text)!.Max(), Is.InRange(0.95, 0.9999));
    }

    [Test]
    public void A_label_that_one_voter_alone_knows_follows_it()
    {
        PreparedModel[] models = [MadeVotes.Voter(0, "女性", "男性"), MadeVotes.Voter(1, "女性", "學生")];
        var model = VoteTrainer.Agree(models, true, ["v0女性 v1女性", "v1學生", "v1學生 v0男性", "字"], null, default);
        Assert.That(model.Labels, Is.EqualTo(["女性", "男性", "學生"]));
        Assert.That(model.Predict("v1學生"), Is.EqualTo(["學生"]));
    }

    [Test]
    public void Understands_a_voter_that_calls_a_label_by_another_name()
    {
        var set = MadeVotes.Single(300, 0.9, 0.55);
        var named = PreparedModel.FromPattern(ModelKind.Keyword, """{"F": ["v0女性"], "M": ["v0男性"], "?": ["v0不明"]}""");
        var model = VoteTrainer.Learn([named, MadeVotes.Voter(1, MadeVotes.Labels)], set, null, default);
        Assert.That(Accuracy(model, MadeVotes.Single(2000, 0.9, 0.55)), Is.GreaterThan(0.87));
    }

    [Test]
    public void Gives_the_same_bytes_each_time([Values] bool isLabelled)
    {
        var set = MadeVotes.Single(200, s_accuracies);
        byte[] first = Make().ToBytes();
        Assert.That(Make().ToBytes(), Is.EqualTo(first));

        PreparedModel Make() => isLabelled ? Learn(set) : Agree(set);
    }

    [Test]
    public void Silence_of_all_is_nothing_to_weigh() =>
        Assert.That(
            () => VoteTrainer.Agree(MadeVotes.Voters(s_accuracies), true, ["字"], null, default),
            Throws.TypeOf<TrainingException>().With.Message.Contains("none of the models gives a label")
        );

    private static PreparedModel Learn(TrainingSet set) => VoteTrainer.Learn(Voters(set), set, null, default);

    private static PreparedModel Agree(TrainingSet set) =>
        VoteTrainer.Agree(Voters(set), set.MultiLabel, [.. set.Documents.Select(d => d.Text)], null, default);

    private static PreparedModel[] Voters(TrainingSet set) => MadeVotes.Voters(set.MultiLabel ? [0, 0, 0] : s_accuracies);

    private static double Accuracy(PreparedModel model, TrainingSet test) =>
        test.Documents.Average(d => model.Predict(d.Text).SequenceEqual(d.Labels) ? 1.0 : 0);

    private static double MacroF1(PreparedModel model, TrainingSet test) =>
        new ClassificationReport(test.Labels, true, [.. test.Documents.Select(d => (d.Labels, model.Predict(d.Text)))]).MacroF1;
}
