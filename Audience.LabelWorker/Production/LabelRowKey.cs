namespace Audience.LabelWorker.Production;

/// <summary>What production needs to know of a label row.</summary>
/// <param name="Author">Hash of the source_author.</param>
/// <param name="Ticks">The post's time.</param>
/// <param name="Chunk">The chunk's number.</param>
/// <param name="Row">Its number within chunk and group, from 0.</param>
/// <param name="Panel">Its panel's number, as <see cref="AuthorPartitions"/> gives it.</param>
internal readonly record struct LabelRowKey(long Author, long Ticks, int Chunk, int Row, int Panel);
