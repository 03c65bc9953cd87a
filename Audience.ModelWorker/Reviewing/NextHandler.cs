using Audience.Data;
using Audience.Data.Documents;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;
using Audience.Training.Reviewing;

namespace Audience.ModelWorker.Reviewing;

/// <summary>Looks for posts whose labels would teach a model most.</summary>
public sealed class NextHandler(OutputDatabase database, ReviewTable reviews, PostSample posts, ReviewEnd end) : IWorkHandler
{
    // As many as one packet holds; callers ask for fewer.
    private const int MostKept = 200,
        MostCharacters = 200_000,
        MostLabels = 3;

    public WorkKind Kind => WorkKind.Next;

    public bool IsFinal(Exception error) => FinalErrors.Are(error);

    public async Task<WorkOutcome> RunAsync(WorkContext work, CancellationToken cancellationToken)
    {
        var claim = work.Claim;
        if (await reviews.FindAsync(claim.TaskId, cancellationToken) is not { } review)
            return WorkOutcome.Lost;
        await using var progress = end.Progress(claim);
        var (ids, set) = await LabelledSet.ReadAsync(database, review, cancellationToken);
        var sample = await posts.ReadAsync(review, cancellationToken);
        string[] texts = [.. sample.Select(post => post.Text)];
        var chosen = await Task.Factory.StartNew(
            () => NextTexts.Choose(set, texts, MostKept, progress, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        int characters = 0;
        var found = chosen
            .Select(text =>
                sample[text.Text] with
                {
                    Uncertainty = Math.Round(text.Uncertainty, 4),
                    Labels =
                    [
                        .. text
                            .Probabilities.Select((probability, label) => new LabelChance(set.Labels[label], Math.Round(probability, 4)))
                            .OrderByDescending(chance => chance.Probability)
                            .Take(MostLabels),
                    ],
                }
            )
            .TakeWhile(post => (characters += post.Text.Length) <= MostCharacters);
        return await end.CommitAsync(claim, new NextPosts(ids.Count, sample.Count, [.. found]), cancellationToken);
    }
}
