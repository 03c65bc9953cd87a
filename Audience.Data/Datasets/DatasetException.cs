namespace Audience.Data.Datasets;

/// <summary>The frontend's data cannot be used; the message says what is missing, and trying again does not mend it.</summary>
public sealed class DatasetException : Exception
{
    public DatasetException(string message)
        : base(message) { }

    public DatasetException(string message, Exception inner)
        : base(message, inner) { }
}
