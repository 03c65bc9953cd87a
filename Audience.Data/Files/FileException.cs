namespace Audience.Data.Files;

/// <summary>A file that cannot be used. The message is for whoever named it: it says what is wrong, and what to do.</summary>
public sealed class FileException : Exception
{
    public FileException(string message)
        : base(message) { }

    public FileException(string message, Exception inner)
        : base(message, inner) { }
}
