using Prometheus;

namespace Audience.Hosting.Metrics;

/// <summary>What this process has done since it started, for <c>/metrics</c>.</summary>
public sealed class WorkMetrics
{
    private readonly Counter _posts,
        _rows,
        _retries;
    private readonly Histogram _chunks;

    /// <param name="registry">The process's registry.</param>
    public WorkMetrics(CollectorRegistry registry)
    {
        var metrics = Prometheus.Metrics.WithCustomRegistry(registry);
        _posts = metrics.CreateCounter("audience_posts_read_total", "Posts read, in chunks that were committed.");
        _rows = metrics.CreateCounter("audience_label_rows_written_total", "Label rows committed.");
        _retries = metrics.CreateCounter(
            "audience_chunk_retries_total",
            "Pieces of work that were begun again after an attempt had failed or its worker had died."
        );
        _chunks = metrics.CreateHistogram(
            "audience_chunk_seconds",
            "Time from the claim of a chunk to its commit.",
            new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.05, 2, 12) }
        );
    }

    /// <summary>A chunk was committed.</summary>
    public void ChunkDone(long posts, long rows, TimeSpan time)
    {
        _posts.Inc(posts);
        _rows.Inc(rows);
        _chunks.Observe(time.TotalSeconds);
    }

    /// <summary>A piece of work was begun again.</summary>
    public void Retried() => _retries.Inc();
}
