using System.Diagnostics;
using System.Threading.Channels;
using Audience.Contracts.Tasks.Previews;
using Audience.Data.Posts;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Hosting.Sources;
using Audience.Jobs.Resilience;
using Audience.Labeling;

namespace Audience.LabelWorker.Previews;

/// <summary>Tells from a sample of posts what a task would do. Writes nothing.</summary>
public sealed class Previewer(PostSources sources, SourceCircuits circuits, TaskModelLoader models, AudienceSettings settings)
{
    private const int BatchesAhead = 4;

    // Expressions may take a second on every text: what is labelled by then is a sample too.
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(20);
    private readonly PostBatchPool _pool = new();

    /// <summary>Makes a preview.</summary>
    /// <param name="task">The task.</param>
    /// <param name="sample">How many posts to read.</param>
    /// <param name="seed">Chooses them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PreviewRefusedException">The task could not be made.</exception>
    /// <exception cref="SourceAwayException">Its source is away.</exception>
    public async Task<TaskPreview> RunAsync(TaskDefinition task, int sample, int seed, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        var model = await LoadAsync(task, cancellationToken);
        var source = sources.Open(task);
        var random = new Random(seed);
        var counter = new PreviewCounter(model, PostSources.Table(task), settings.Labels, random);
        var plan = await circuits.RunAsync(
            source.Name,
            source.IsTransient,
            async token =>
            {
                if (await source.FindProblemAsync(token) is { } problem)
                    throw new PreviewRefusedException(problem);
                var slices = SamplePlan.Slices(task.Start, task.End);
                var counts = await source.CountAsync(slices, SamplePlan.MostCounted, token);
                var plan = SamplePlan.Of(slices, counts, sample, random);
                await CountAsync(source, new PostRange(task.Start, task.End), plan, counter, token);
                return plan;
            },
            cancellationToken
        );
        return PreviewAnswer.Of(model.Whole, counter, plan, Stopwatch.GetElapsedTime(start));
    }

    private async Task CountAsync(IPostSource source, PostRange range, SamplePlan plan, PreviewCounter counter, CancellationToken token)
    {
        long start = Stopwatch.GetTimestamp();
        var batches = Channel.CreateBounded<PostBatch>(BatchesAhead);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var reading = ReadAsync(source, range, plan, batches.Writer, stop.Token);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(token))
            {
                counter.Add(batch, GoesOn);
                _pool.Return(batch);
                if (counter.IsCut)
                    break;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
        token.ThrowIfCancellationRequested();

        bool GoesOn() => !token.IsCancellationRequested && Stopwatch.GetElapsedTime(start) < s_most;
    }

    // Ends without an error: whoever takes the batches is told of it.
    private async Task ReadAsync(
        IPostSource source,
        PostRange range,
        SamplePlan plan,
        ChannelWriter<PostBatch> batches,
        CancellationToken token
    )
    {
        try
        {
            await (
                plan.IsComplete ? source.ReadAsync(range, _pool, batches, token) : source.ReadRunsAsync(plan.Runs, _pool, batches, token)
            );
            batches.Complete();
        }
        catch (Exception e)
        {
            batches.Complete(e);
        }
    }

    private async Task<TaskModel> LoadAsync(TaskDefinition task, CancellationToken cancellationToken)
    {
        try
        {
            return await models.LoadAsync(task, cancellationToken);
        }
        catch (Exception e) when (e is PatternException or InvalidOperationException)
        {
            throw new PreviewRefusedException(e.Message, e);
        }
    }
}
