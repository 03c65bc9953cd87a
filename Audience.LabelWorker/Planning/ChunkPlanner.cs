using Audience.Data.Posts;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;

namespace Audience.LabelWorker.Planning;

/// <summary>Walks the source's time index from boundary to boundary. The first chunks are announced at once, so that labelling begins while later ones are planned.</summary>
public sealed class ChunkPlanner(ChunkTable chunks, AudienceSettings settings)
{
    private const int MostPerStep = 16;

    /// <summary>Plans until four windows of chunks wait, or the range is complete.</summary>
    /// <param name="task">The task.</param>
    /// <param name="source">Its source.</param>
    /// <param name="announce">Called after each step that added chunks.</param>
    /// <param name="cancel">Ends planning; what is planned stays.</param>
    public async Task RunAsync(TaskDefinition task, IPostSource source, Func<Task> announce, CancellationToken cancel)
    {
        for (int step = 1; await chunks.FindAsync(task.TaskId, cancel) is var (plannedTo, count, waiting); step = Math.Min(step * 2, MostPerStep))
        {
            if (plannedTo == task.End)
                return;
            if (waiting >= 4 * settings.Work.ChunkWindow)
                break;
            var ranges = await CutAsync(source, new PostRange(plannedTo ?? task.Start, task.End), step, cancel);
            if (!await chunks.AddAsync(task, plannedTo, count, ranges, cancel))
                return;
            await announce();
        }
        await chunks.PauseAsync(task.TaskId, cancel);
    }

    private async Task<List<PostRange>> CutAsync(IPostSource source, PostRange rest, int most, CancellationToken cancel)
    {
        var ranges = new List<PostRange>();
        while (ranges.Count < most && rest.From < rest.To)
        {
            var end = await source.FindBoundaryAsync(rest, settings.Work.ChunkSize, cancel) ?? rest.To;
            ranges.Add(rest with { To = end });
            rest = rest with { From = end };
        }
        return ranges;
    }
}
