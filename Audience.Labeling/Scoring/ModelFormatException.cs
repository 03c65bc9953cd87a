namespace Audience.Labeling.Scoring;

/// <summary>Bytes that are no model of ours, or a damaged one. The message is for whoever uploaded them.</summary>
public sealed class ModelFormatException : Exception
{
    public ModelFormatException(string message)
        : base(message) { }

    public ModelFormatException(string message, Exception inner)
        : base(message, inner) { }
}
