using System.Diagnostics;
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

    // A source that says nothing for a second is taken for silent: one that is slow is asked for fewer chunks at a time.
    private static readonly TimeSpan s_quick = TimeSpan.FromMilliseconds(400),
        s_slow = TimeSpan.FromMilliseconds(600);

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
        int step = 1;
        while (await chunks.FindAsync(task.TaskId, startedAt, cancellationToken) is var (plannedTo, key, count, waiting))
        {
            if (plannedTo == task.End)
                return;
            if (waiting >= 4 * settings.Work.ChunkWindow)
                return;
            var rest = new PostRange(plannedTo ?? task.Start, task.End, key is null ? null : new KeyRange(key, null));
            if (count == 0 && await reader.AskAsync(work.Slot, source, token => source.LiesByTimeAsync(rest, token), cancellationToken))
                rest = rest with { Keys = new KeyRange(null, null) };
            long start = Stopwatch.GetTimestamp();
            var ranges = await CutAsync(work.Slot, source, rest, step, cancellationToken);
            step = Next(step, Stopwatch.GetElapsedTime(start));
            if (!await chunks.AddAsync(task.TaskId, task.Queue, startedAt, plannedTo, count, ranges, cancellationToken))
                return;
            await waker.TryTellAddedAsync(task.TaskId);
        }
    }

    private static int Next(int step, TimeSpan took) =>
        took < s_quick ? Math.Min(step * 2, MaxPerStep)
        : took > s_slow ? Math.Max(step / 2, 1)
        : step;

    private async Task<List<PostRange>> CutAsync(
        Slot slot,
        IPostSource source,
        PostRange rest,
        int most,
        CancellationToken cancellationToken
    )
    {
        var ends = await reader.AskAsync(
            slot,
            source,
            token => source.FindBoundariesAsync(rest, settings.Work.ChunkSize, most, token),
            cancellationToken
        );
        var ranges = new List<PostRange>();
        foreach (var end in ends)
        {
            ranges.Add(rest.Before(end));
            rest = rest.After(end);
        }
        if (ends.Count < most)
            ranges.Add(rest);
        return ranges;
    }
}
