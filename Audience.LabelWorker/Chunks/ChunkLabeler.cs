using System.Diagnostics;
using System.Threading.Channels;
using Audience.Data;
using Audience.Data.Posts;
using Audience.Data.Results;
using Audience.Hosting.Settings;
using Audience.Jobs.Dispatch;
using Audience.Jobs.Leases;
using Audience.LabelWorker.Sources;

namespace Audience.LabelWorker.Chunks;

/// <summary>Labels one chunk as a stream: reader → bounded channel → matcher → bulk writer. Memory does not grow with the chunk.</summary>
public sealed class ChunkLabeler(
    OutputDatabase database,
    LeaseStore leases,
    SourceReader sources,
    AudienceSettings settings,
    WorkMetrics metrics
)
{
    private const int BatchesAhead = 4;
    private readonly PostBatchPool _pool = new();
    private readonly SourceGroupBufferPool _rows = new();

    /// <summary>Reads, labels, writes and commits the chunk.</summary>
    /// <returns>False where the claim was lost or the task aborted; nothing is written then.</returns>
    public async Task<bool> RunAsync(WorkContext work, CompiledTask task, PostRange range, CancellationToken cancellationToken)
    {
        var claim = work.Claim;
        long start = Stopwatch.GetTimestamp();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<PostBatch>(
            new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true }
        );
        var reading = Task.Run(() => ReadAsync(task.Source, range, batches.Writer, ending.Token), CancellationToken.None);
        try
        {
            // Should a database lose what it had committed, an attempt fails that relied on it; the next one relies on nothing.
            var authors = task.Authors;
            var known = claim.Try == 1 ? authors : null;
            var groups = new SourceGroupRouter(
                settings.Labels.SourceGroups,
                new LabelRowOrigin(claim.TaskId, (int)claim.Key, task.Panels, task.Definition.Score),
                known,
                _rows
            );
            var report = task.TakeReport(settings.Labels);
            var times = task.Definition.CountTimes ? new TimeCounts() : null;
            var labeler = new PostLabeler(task, groups, report, times);
            await using var output = new ChunkOutput(database, leases, claim, task.Definition.OutputSchema, known);
            while (await sources.WaitAsync(work.Slot, task.Source, batches.Reader.WaitToReadAsync(ending.Token).AsTask(), ending.Token))
            while (batches.Reader.TryRead(out var batch))
            {
                labeler.Label(batch);
                work.Slot.Progress = Math.Min(1, (double)labeler.Posts / settings.Work.ChunkSize);
                _pool.Return(batch);
                await output.FlushAsync(groups.All, ending.Token);
            }
            await reading;
            if (
                !await output.CommitAsync(
                    groups.All,
                    labeler.Posts,
                    labeler.Skipped,
                    new ChunkFigures(report?.ToBytes(), times?.Days() ?? []),
                    ending.Token
                )
            )
                return false;
            authors.Add((int)claim.Key, [.. groups.All.Select(g => (g.Group, g.Authors.Sorted()))]);
            long rows = groups.All.Sum(g => (long)g.RowCount);
            _rows.Return(groups.All);
            task.Return(report);
            metrics.ChunkDone(labeler.Posts, rows, Stopwatch.GetElapsedTime(start));
            Activity.Current?.SetTag("audience.posts", labeler.Posts).SetTag("audience.rows", rows);
            return true;
        }
        finally
        {
            await ending.CancelAsync();
            // A reader that hangs on a frozen source ends by itself later; nobody waits for it.
            await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMilliseconds(500), CancellationToken.None));
        }
    }

    private async Task ReadAsync(IPostSource source, PostRange range, ChannelWriter<PostBatch> batches, CancellationToken cancellationToken)
    {
        try
        {
            await sources.UseAsync(
                source,
                async token =>
                {
                    await source.ReadAsync(range, _pool, batches, token);
                    return true;
                },
                cancellationToken
            );
            batches.Complete();
        }
        catch (Exception e)
        {
            // The consumer of the channel sees it, as waiting for a batch throws it.
            batches.Complete(e);
        }
    }
}
