namespace Audience.Contracts.Messages;

/// <summary>Asks a label worker for a preview; answered by <see cref="PreviewDone"/> or <see cref="PreviewFailed"/>.</summary>
/// <param name="PreviewId">Names it in logs, and when it is cancelled.</param>
/// <param name="Definition">What the task would do, as JSON without PATTERN and SITE_CONFIG.</param>
/// <param name="Pattern">PATTERN; null where prepared models alone label.</param>
/// <param name="Site">SITE_CONFIG, encrypted for <paramref name="PreviewId"/>; null where there is none.</param>
/// <param name="Sample">How many posts to read.</param>
/// <param name="Seed">Chooses them.</param>
public sealed record PreviewTask(Guid PreviewId, string Definition, string? Pattern, byte[]? Site, int Sample, int Seed) : ITaskMessage
{
    /// <summary>What labels the same posts, to be compared with; null for nothing.</summary>
    public PreviewedOther? Compare { get; init; }

    /// <summary>Documents that tell how right the labels are; null for none.</summary>
    public PreviewedGold? Gold { get; init; }

    /// <summary>A label to suggest keywords for, instead of a preview; null for a preview.</summary>
    public string? SuggestFor { get; init; }

    Guid ITaskMessage.Id => PreviewId;
}

/// <summary>What a preview is compared with.</summary>
/// <param name="TaskId">The task that it is of; null of another PATTERN.</param>
/// <param name="Definition">What it does, as JSON without PATTERN; its source does not matter.</param>
/// <param name="Pattern">Its PATTERN; null where prepared models alone label.</param>
public sealed record PreviewedOther(string? TaskId, string Definition, string? Pattern);

/// <summary>Documents that people labelled.</summary>
/// <param name="TaskId">Their data set.</param>
/// <param name="DatasetTypes">Which of them.</param>
public sealed record PreviewedGold(string TaskId, IReadOnlyList<string> DatasetTypes);

/// <summary>A preview.</summary>
/// <param name="Preview">A TaskPreview as JSON, or KeywordSuggestions.</param>
public sealed record PreviewDone(string Preview);

/// <summary>A preview that cannot be made.</summary>
/// <param name="IsRefused">Whether the request is to blame; else a server.</param>
/// <param name="Reason">Why.</param>
public sealed record PreviewFailed(bool IsRefused, string Reason)
{
    /// <summary>The field that has to be another; null where it cannot be said.</summary>
    public string? Field { get; init; }
}

/// <summary>Published to every worker: nobody waits for this preview any more.</summary>
/// <param name="PreviewId">The preview.</param>
public sealed record CancelPreview(Guid PreviewId) : ITaskMessage
{
    Guid ITaskMessage.Id => PreviewId;
}
