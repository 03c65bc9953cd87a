using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Audience.Data.Posts;

/// <summary>Reads a sample of a source's posts.</summary>
public static class PostSampling
{
    private const int BatchesAhead = 4;

    /// <summary>Chooses the posts of a sample.</summary>
    /// <param name="source">The source.</param>
    /// <param name="range">Of which posts.</param>
    /// <param name="sample">How many are wanted.</param>
    /// <param name="random">Chooses.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<SamplePlan> PlanSampleAsync(
        this IPostSource source,
        PostRange range,
        int sample,
        Random random,
        CancellationToken cancellationToken
    )
    {
        var slices = SamplePlan.Slices(range.From, range.To);
        return SamplePlan.Of(slices, await source.CountAsync(slices, SamplePlan.MostCounted, cancellationToken), sample, random);
    }

    /// <summary>Reads the posts of a sample: of a part of the range, a batch for each run. Whoever takes a batch gives it back.</summary>
    /// <param name="source">The source.</param>
    /// <param name="range">Of which the sample is.</param>
    /// <param name="plan">Which posts.</param>
    /// <param name="pool">Where batches come from.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<PostBatch> ReadSampleAsync(
        this IPostSource source,
        PostRange range,
        SamplePlan plan,
        PostBatchPool pool,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var batches = Channel.CreateBounded<PostBatch>(BatchesAhead);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadAsync(source, range, plan, pool, batches.Writer, stop.Token);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellationToken))
                yield return batch;
        }
        finally
        {
            // Whoever has enough leaves early.
            await stop.CancelAsync();
            await reading;
        }
    }

    // Ends without an error: whoever takes the batches is told of it.
    private static async Task ReadAsync(
        IPostSource source,
        PostRange range,
        SamplePlan plan,
        PostBatchPool pool,
        ChannelWriter<PostBatch> batches,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await (
                plan.IsComplete
                    ? source.ReadAsync(range, pool, batches, cancellationToken)
                    : source.ReadRunsAsync(plan.Runs, pool, batches, cancellationToken)
            );
            batches.Complete();
        }
        catch (Exception e)
        {
            batches.Complete(e);
        }
    }
}
