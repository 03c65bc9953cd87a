using Audience.Contracts.Messages;
using Audience.Data.Tasks;

namespace Audience.LabelWorker.Previews;

/// <summary>What a preview tells besides.</summary>
/// <param name="Compare">What labels the same posts, to be compared with; its source does not matter. Null for nothing.</param>
/// <param name="CompareTask">The task that it is of; null of another PATTERN.</param>
/// <param name="Gold">Documents that tell how right the labels are; null for none.</param>
public sealed record PreviewExtras(TaskDefinition? Compare = null, string? CompareTask = null, PreviewedGold? Gold = null);
