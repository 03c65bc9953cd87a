namespace Audience.Labeling;

/// <summary>A pattern that cannot be used. The message is for the caller of the API: it says what is wrong and where.</summary>
public sealed class PatternException : Exception
{
    public PatternException(string message)
        : base(message) { }

    public PatternException(string message, Exception inner)
        : base(message, inner) { }
}
