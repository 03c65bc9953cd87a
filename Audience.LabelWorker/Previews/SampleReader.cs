using System.Diagnostics;
using Audience.Data.Posts;
using Audience.Data.Tasks;
using Audience.Hosting.Sources;
using Audience.Jobs.Resilience;
using Audience.Labeling;

namespace Audience.LabelWorker.Previews;

/// <summary>Reads the posts that a task would label, or a sample of them.</summary>
public sealed class SampleReader(PostSources sources, SourceCircuits circuits, TaskModelLoader models)
{
    private readonly PostBatchPool _pool = new();

    /// <summary>What labels them.</summary>
    /// <exception cref="PreviewRefusedException">The task could not be made.</exception>
    public async Task<TaskModel> LoadAsync(TaskDefinition task, CancellationToken cancellationToken, string which = "")
    {
        try
        {
            return await models.LoadAsync(task, cancellationToken);
        }
        catch (Exception e) when (e is PatternException or InvalidOperationException)
        {
            throw new PreviewRefusedException(which + e.Message, e);
        }
    }

    /// <summary>Chooses a sample, and has it read.</summary>
    /// <param name="task">The task.</param>
    /// <param name="sample">How many posts are wanted.</param>
    /// <param name="random">Chooses them.</param>
    /// <param name="read">Reads them, as often as it wants.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was chosen.</returns>
    /// <exception cref="PreviewRefusedException">Its source is not such that it could be read.</exception>
    /// <exception cref="SourceAwayException">Its source is away.</exception>
    public async Task<SamplePlan> RunAsync(
        TaskDefinition task,
        int sample,
        Random random,
        Func<SampledPosts, Task> read,
        CancellationToken cancellationToken
    )
    {
        var source = sources.Open(task);
        return await circuits.RunAsync(
            source.Name,
            source.IsTransient,
            async token =>
            {
                if (await source.FindProblemAsync(token) is { } problem)
                    throw new PreviewRefusedException(problem);
                var range = new PostRange(task.Start, task.End);
                var plan = await source.PlanSampleAsync(range, sample, random, token);
                await read(new SampledPosts(source, range, plan, _pool, token));
                return plan;
            },
            cancellationToken
        );
    }
}

/// <summary>The posts of a sample.</summary>
public sealed class SampledPosts(IPostSource source, PostRange range, SamplePlan plan, PostBatchPool pool, CancellationToken token)
{
    /// <summary>Reads them, until a time is over: what was read by then is a sample too.</summary>
    /// <param name="add">Takes a batch; asks after each post whether to go on, and leaves the others out once it is told not to.</param>
    /// <param name="most">How long it may take.</param>
    /// <returns>Whether all were taken.</returns>
    public async Task<bool> ReadAsync(Action<PostBatch, Func<bool>> add, TimeSpan most)
    {
        long start = Stopwatch.GetTimestamp();
        bool isCut = false;
        await foreach (var batch in source.ReadSampleAsync(range, plan, pool, token))
        {
            add(batch, GoesOn);
            pool.Return(batch);
            if (isCut)
                break;
        }
        token.ThrowIfCancellationRequested();
        return !isCut;

        bool GoesOn() => !(isCut = isCut || token.IsCancellationRequested || Stopwatch.GetElapsedTime(start) >= most);
    }
}
