using System.Diagnostics;
using Audience.Contracts.Tasks.Previews;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Hosting.Sources;
using Audience.Jobs.Resilience;

namespace Audience.LabelWorker.Previews;

/// <summary>Tells from a sample of posts what a task would do. Writes nothing.</summary>
public sealed class Previewer(SampleReader reader, GoldMeasurer golds, AudienceSettings settings)
{
    // Expressions may take a second on every text: what is labelled by then is a sample too.
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(20);

    /// <summary>Makes a preview.</summary>
    /// <param name="task">The task.</param>
    /// <param name="sample">How many posts to read.</param>
    /// <param name="seed">Chooses them.</param>
    /// <param name="extras">What it is to tell besides.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PreviewRefusedException">The task could not be made.</exception>
    /// <exception cref="SourceAwayException">Its source is away.</exception>
    public async Task<TaskPreview> RunAsync(
        TaskDefinition task,
        int sample,
        int seed,
        PreviewExtras extras,
        CancellationToken cancellationToken
    )
    {
        long start = Stopwatch.GetTimestamp();
        var model = await reader.LoadAsync(task, cancellationToken);
        var gold = extras.Gold is { } asked
            ? await golds.RunAsync(model, PostSources.Table(task), asked, new Random(seed), cancellationToken)
            : null;
        if (extras.Compare is { } compare)
            // Both look at the same posts.
            task = task with
            {
                PredictType = string.Join(',', $"{task.PredictType},{compare.PredictType}".Split(',').Distinct()),
            };
        var random = new Random(seed);
        var counter = new PreviewCounter(model, PostSources.Table(task), settings.Labels, random);
        if (extras.Compare is { } other)
            counter.CompareWith(await reader.LoadAsync(other, cancellationToken, "COMPARE: "), new Random(seed));
        var plan = await reader.RunAsync(task, sample, random, posts => posts.ReadAsync(counter.Add, s_most), cancellationToken);
        long posts = PreviewAnswer.Labelled(counter, plan),
            read = Math.Max(1, counter.Totals.Posts);
        return PreviewAnswer.Of(model.Whole, counter, plan, Stopwatch.GetElapsedTime(start)) with
        {
            Compared = counter.Compared?.Answer(extras.CompareTask, some => (long)Math.Round((double)some / read * posts)),
            Gold = gold,
        };
    }
}
