namespace Audience.LabelWorker.Previews;

/// <summary>The request is to blame that there is no preview.</summary>
public sealed class PreviewRefusedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The field of the request that has to be another; null where it cannot be said.</summary>
    public string? Field { get; init; }
}
