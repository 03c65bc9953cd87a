using System.Diagnostics.Metrics;

namespace Audience.Jobs.Dispatch;

/// <summary>What this process has done since it started. A host has a meter of its own, so that several fit into one process.</summary>
public sealed class WorkMetrics
{
    /// <summary>The meter's name, with which the names of all figures begin.</summary>
    public const string Name = "audience";

    private readonly Counter<long> _posts,
        _rows,
        _retries;
    private readonly Histogram<double> _chunks;
    private long _total;

    /// <param name="meters">The host's.</param>
    public WorkMetrics(IMeterFactory meters)
    {
        Meter = meters.Create(Name);
        _posts = Meter.CreateCounter<long>("posts_read_total", description: "Posts read, in chunks that were committed.");
        _rows = Meter.CreateCounter<long>("label_rows_written_total", description: "Label rows committed.");
        _retries = Meter.CreateCounter<long>(
            "chunk_retries_total",
            description: "Pieces of work that were begun again after an attempt had failed or its worker had died."
        );
        _chunks = Meter.CreateHistogram<double>("chunk_seconds", description: "Time from the claim of a chunk to its commit.");
    }

    /// <summary>All of it, for those who show it.</summary>
    public Meter Meter { get; }

    /// <summary>Posts read since the start, in chunks that were committed.</summary>
    public long Posts => Volatile.Read(ref _total);

    /// <summary>A chunk was committed.</summary>
    public void ChunkDone(long posts, long rows, TimeSpan time)
    {
        Interlocked.Add(ref _total, posts);
        _posts.Add(posts);
        _rows.Add(rows);
        _chunks.Record(time.TotalSeconds);
    }

    /// <summary>A piece of work was begun again.</summary>
    public void Retried() => _retries.Add(1);
}
