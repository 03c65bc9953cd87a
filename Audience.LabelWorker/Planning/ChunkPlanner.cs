using Audience.Data.Posts;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;
using Audience.Jobs.Dispatch;
using Audience.LabelWorker.Sources;

namespace Audience.LabelWorker.Planning;

/// <summary>
/// Walks the source's time index from boundary to boundary, each a time, and where the table lies by time also a key. The first
/// chunks are announced at once, so that labelling begins while later ones are planned.
/// </summary>
public sealed class ChunkPlanner(ChunkTable chunks, SourceReader reader, SagaWaker waker, AudienceSettings settings)
{
    private const int MaxPerStep = 16;

    /// <summary>Plans until four windows of chunks wait, or the range is complete.</summary>
    /// <param name="work">The piece of work that this is.</param>
    /// <param name="task">The task.</param>
    /// <param name="startedAt">When it began, found before the task was read: nothing is planned for another one that has its id by
    /// now.</param>
    /// <param name="source">Its source.</param>
    /// <param name="cancellationToken">Ends planning; what is planned stays.</param>
    public async Task RunAsync(
        WorkContext work,
        TaskDefinition task,
        long startedAt,
        IPostSource source,
        CancellationToken cancellationToken
    )
    {
        for (
            int step = 1;
            await chunks.FindAsync(task.TaskId, startedAt, cancellationToken) is var (plannedTo, key, count, waiting);
            step = Math.Min(step * 2, MaxPerStep)
        )
        {
            if (plannedTo == task.End)
                return;
            if (waiting >= 4 * settings.Work.ChunkWindow)
                return;
            var rest = new PostRange(plannedTo ?? task.Start, task.End, key is null ? null : new KeyRange(key, null));
            if (count == 0 && await reader.AskAsync(work.Slot, source, token => source.LiesByTimeAsync(rest, token), cancellationToken))
                rest = rest with { Keys = new KeyRange(null, null) };
            var ranges = await CutAsync(work.Slot, source, rest, step, cancellationToken);
            if (!await chunks.AddAsync(task.TaskId, task.Queue, startedAt, plannedTo, count, ranges, cancellationToken))
                return;
            await waker.TryTellAddedAsync(task.TaskId);
        }
    }

    private async Task<List<PostRange>> CutAsync(
        Slot slot,
        IPostSource source,
        PostRange rest,
        int max,
        CancellationToken cancellationToken
    )
    {
        var ranges = new List<PostRange>();
        while (ranges.Count < max && rest.From < rest.To)
        {
            var start = rest;
            var end =
                await reader.AskAsync(
                    slot,
                    source,
                    token => source.FindBoundaryAsync(start, settings.Work.ChunkSize, token),
                    cancellationToken
                ) ?? new PostBoundary(rest.To);
            var keys = rest.Keys;
            ranges.Add(rest with { To = end.Time, Keys = keys is { } own ? own with { To = end.Key } : null });
            rest = rest with { From = end.Time, Keys = keys is null ? null : new KeyRange(end.Key, null) };
        }
        return ranges;
    }
}
