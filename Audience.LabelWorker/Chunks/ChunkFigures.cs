namespace Audience.LabelWorker.Chunks;

/// <summary>What a chunk has counted besides its rows.</summary>
/// <param name="Report">What labels and rules did; null where nobody asks.</param>
/// <param name="Days">Its posts by day and second; empty where nobody asks.</param>
public sealed record ChunkFigures(byte[]? Report, IReadOnlyList<(int Day, byte[] Counts)> Days);
