namespace Audience.LabelWorker.Series;

/// <summary>A run whose rows are taken over.</summary>
/// <param name="Task">Its task.</param>
/// <param name="Start">Start of its range, inclusive.</param>
/// <param name="End">End of its range, exclusive.</param>
/// <param name="Schema">Where label and production tables are.</param>
/// <param name="Kept">Label rows before that time do not count any more (KEEP_DAYS); null where all do.</param>
/// <param name="Groups">The source groups that it has rows of, or that earlier runs had.</param>
public sealed record SeriesRun(string Task, DateTime Start, DateTime End, string Schema, DateTime? Kept, IReadOnlyList<string> Groups);
