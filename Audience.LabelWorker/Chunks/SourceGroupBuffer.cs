using Audience.Data.Authors;
using Audience.Data.Results;

namespace Audience.LabelWorker.Chunks;

/// <summary>What a chunk has found for one source group; reused by later chunks.</summary>
/// <param name="group">The source group.</param>
/// <param name="origin">Task, chunk and panels.</param>
public sealed class SourceGroupBuffer(string group, LabelRowOrigin origin)
{
    /// <summary>The source group.</summary>
    public string Group { get; private set; } = group;

    /// <summary>Label rows that wait to be written.</summary>
    public LabelRows Rows { get; } = new() { Origin = origin };

    /// <summary>The authors of all its posts, labelled or not, who are not known from earlier chunks.</summary>
    public DistinctHashes Authors { get; } = new();

    /// <summary>Label rows of the chunk so far, written or waiting.</summary>
    public int RowCount => Rows.FirstSeq + Rows.Count;

    /// <summary>Makes it the empty rows of another chunk or group.</summary>
    public void Reset(string group, LabelRowOrigin origin)
    {
        Group = group;
        Rows.Reset(origin);
        Authors.Clear();
    }
}
