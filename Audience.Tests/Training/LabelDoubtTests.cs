using Audience.Labeling.Prepared;
using Audience.Tests.ModelWorker;
using Audience.Training;
using Audience.Training.Reviewing;

namespace Audience.Tests.Training;

/// <summary>Documents whose labels were changed are found again.</summary>
[Category("unit")]
internal sealed class LabelDoubtTests
{
    private const int Count = 200;

    // Found once for the tests that look at them.
    private static readonly Lazy<(TrainingSet Set, HashSet<int> Flipped, IReadOnlyList<LabelDoubt> Doubts)> s_one =
            new(() => Doubts(false)),
        s_several = new(() => Doubts(true));

    [Test]
    public void Of_a_tenth_of_flipped_labels_nearly_all_are_ranked_first([Values] bool several)
    {
        var (set, flipped, doubts) = (several ? s_several : s_one).Value;
        var first = doubts.Take(flipped.Count).Select(doubt => doubt.Document).ToList();
        Assert.That(first.Intersect(flipped).Count(), Is.GreaterThan(0.85 * flipped.Count));
        Assert.That(doubts.Select(doubt => doubt.Document), Is.EquivalentTo(Enumerable.Range(0, Count)), "every document is judged, once");
        Assert.That(doubts.Select(doubt => doubt.Doubt), Is.Ordered.Descending.And.All.InRange(0, 1));

        // The words tell what the labels were.
        var truth = Documents(several).ToList();
        int right = first
            .Intersect(flipped)
            .Count(document =>
                doubts
                    .Single(doubt => doubt.Document == document)
                    .Suggested.Select(label => set.Labels[label])
                    .SequenceEqual(truth[document].Labels)
            );
        Assert.That(right, Is.GreaterThan(0.8 * flipped.Count));
    }

    [Test]
    public void A_set_whose_labels_are_right_raises_few_doubts([Values] bool several)
    {
        var set = new TrainingSet(MadeDocuments.Labels, several, [.. Documents(several)]);
        Assert.That(LabelDoubts.Find(set, null, default).Count(doubt => doubt.Doubt > 0.5), Is.LessThan(Count / 50));
    }

    [Test]
    public void The_same_documents_give_the_same_doubts()
    {
        var (set, _, doubts) = s_one.Value;
        Assert.That(Shown(LabelDoubts.Find(set, null, default)), Is.EqualTo(Shown(doubts)));

        static IEnumerable<string> Shown(IReadOnlyList<LabelDoubt> doubts) =>
            doubts.Select(doubt => $"{doubt.Document} {doubt.Doubt} {string.Join(',', doubt.Suggested)}");
    }

    private static (TrainingSet Set, HashSet<int> Flipped, IReadOnlyList<LabelDoubt> Doubts) Doubts(bool several)
    {
        var random = new Random(4);
        var documents = Documents(several).ToList();
        HashSet<int> flipped = [.. Enumerable.Range(0, Count).OrderBy(_ => random.Next()).Take(Count / 10)];
        foreach (int document in flipped)
        {
            var labels = documents[document].Labels;
            string other = MadeDocuments.Labels.Except(labels).OrderBy(_ => random.Next()).First();
            documents[document] = documents[document] with { Labels = [other] };
        }
        var set = new TrainingSet(MadeDocuments.Labels, several, documents);
        return (set, flipped, LabelDoubts.Find(set, null, default));
    }

    private static IEnumerable<LabeledText> Documents(bool several) =>
        (several ? MadeDocuments.Multi(Count, 3) : MadeDocuments.Single(Count, 3)).Select(d => new LabeledText(d.Text!, d.Labels));
}
