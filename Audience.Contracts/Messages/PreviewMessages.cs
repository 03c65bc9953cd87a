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
    Guid ITaskMessage.Id => PreviewId;
}

/// <summary>A preview.</summary>
/// <param name="Preview">A TaskPreview as JSON.</param>
public sealed record PreviewDone(string Preview);

/// <summary>A preview that cannot be made.</summary>
/// <param name="IsRefused">Whether the request is to blame; else a server.</param>
/// <param name="Reason">Why.</param>
public sealed record PreviewFailed(bool IsRefused, string Reason);

/// <summary>Published to every worker: nobody waits for this preview any more.</summary>
/// <param name="PreviewId">The preview.</param>
public sealed record CancelPreview(Guid PreviewId) : ITaskMessage
{
    Guid ITaskMessage.Id => PreviewId;
}
