using System.Collections.Concurrent;
using Audience.Data.Authors;
using Audience.Data.Results;

namespace Audience.LabelWorker.Chunks;

/// <summary>Rows in reuse: their buffers are large, and making them anew for each chunk kept the garbage collector busy.</summary>
public sealed class SourceGroupBufferPool
{
    private readonly ConcurrentBag<SourceGroupBuffer> _free = [];

    /// <summary>Empty rows.</summary>
    public SourceGroupBuffer Take(string group, LabelRowOrigin origin, KnownHashes? known)
    {
        if (_free.TryTake(out var rows))
            rows.Reset(group, origin);
        else
            rows = new SourceGroupBuffer(group, origin);
        rows.Authors.Known = known;
        return rows;
    }

    /// <summary>Gives rows back; nobody may use them any more.</summary>
    public void Return(IEnumerable<SourceGroupBuffer> groups)
    {
        foreach (var rows in groups)
        {
            rows.Authors.Known = null;
            _free.Add(rows);
        }
    }
}
