namespace Audience.LabelWorker.Chunks;

/// <summary>An error that passes by itself, while a source was read.</summary>
public sealed class TransientSourceException(Exception inner) : Exception(inner.Message, inner);
