namespace Audience.LabelWorker.Previews;

/// <summary>The request is to blame that there is no preview.</summary>
public sealed class PreviewRefusedException(string message, Exception? inner = null) : Exception(message, inner);
